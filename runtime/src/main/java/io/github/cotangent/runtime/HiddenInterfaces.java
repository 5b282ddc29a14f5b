package io.github.cotangent.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes classes that implement interfaces which the generated code cannot name. Java's private interfaces are open to their package in
 * the virtual machine, so that what cannot be written can still be loaded: a class of a constructor, and of bridges to the methods that
 * the generated code could write.
 */
public final class HiddenInterfaces {
    private static final int JAVA_17 = 61;
    private static final String CONSTRUCTOR = "<init>";

    private static final int ALOAD = 0x19;
    private static final int RETURN = 0xb1;
    private static final int ARETURN = 0xb0;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int CHECKCAST = 0xc0;

    private static final int CLASS = 7;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD = 10;

    private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
    private final Map<List<Object>, Integer> indices = new HashMap<>();
    private final Class<?> body;

    private HiddenInterfaces(Class<?> body) {
        this.body = body;
    }

    /**
     * The constructor of a class that implements an interface.
     *
     * @param home a lookup with private access to the class that {@code body} is nested in
     * @param body the class that is extended: what it does in the place of a method of the interface, it does in its only public
     *     method with that name and number of parameters
     * @param contract the interface, of the same package
     * @param parameters of the only constructor of {@code body}
     * @return the constructor; as far as its type tells, it gives a {@code body}
     * @throws IllegalAccessException if the lookup has no such access
     */
    public static MethodHandle constructor(Lookup home, Class<?> body, Class<?> contract, Class<?>... parameters)
            throws IllegalAccessException {
        byte[] code = new HiddenInterfaces(body).implementing(contract, parameters);
        Lookup made = home.defineHiddenClass(code, false, Lookup.ClassOption.NESTMATE);
        try {
            return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class, parameters))
                    .asType(MethodType.methodType(body, parameters));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] implementing(Class<?> contract, Class<?>... parameters) {
        List<byte[]> methods = new ArrayList<>();
        MethodType constructor = MethodType.methodType(void.class, parameters);
        methods.add(method(CONSTRUCTOR, constructor, constructor));
        Set<List<Object>> bridges = new HashSet<>();
        for (Method asked : contract.getMethods()) {
            MethodType type = typeOf(asked);
            target(asked)
                    .filter(target -> !target.equals(type) && bridges.add(List.of(asked.getName(), type)))
                    .ifPresent(target -> methods.add(method(asked.getName(), type, target)));
        }
        int self = type(body.getName() + "$Object");
        int above = type(body.getName());
        int implemented = type(contract.getName());
        return bytes(out -> {
            out.writeInt(0xCAFEBABE);
            out.writeInt(JAVA_17);
            out.writeShort(indices.size() + 1);
            pool.writeTo(out);
            out.writeShort(Modifier.FINAL | 0x1000);
            out.writeShort(self);
            out.writeShort(above);
            out.writeShort(1);
            out.writeShort(implemented);
            out.writeShort(0); // fields
            out.writeShort(methods.size());
            for (byte[] method : methods) {
                out.write(method);
            }
            out.writeShort(0); // attributes
        });
    }

    private static MethodType typeOf(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    }

    /** The type of the method that does what one of the interface is asked for; nothing if the interface does it itself. */
    private Optional<MethodType> target(Method asked) {
        return Arrays.stream(body.getDeclaredMethods())
                .filter(each -> Modifier.isPublic(each.getModifiers())
                        && !each.isBridge()
                        && !Modifier.isStatic(asked.getModifiers())
                        && each.getName().equals(asked.getName())
                        && each.getParameterCount() == asked.getParameterCount())
                .map(HiddenInterfaces::typeOf)
                .findFirst();
    }

    // ---- the class file

    /** A method that passes everything on to one of the body; references may be known as something else there. */
    private byte[] method(String name, MethodType type, MethodType target) {
        boolean isConstructor = name.equals(CONSTRUCTOR);
        int[] slots = {1};
        byte[] code = bytes(out -> {
            out.writeByte(ALOAD);
            out.writeByte(0);
            for (int i = 0; i < type.parameterCount(); i++) {
                Class<?> parameter = type.parameterType(i);
                out.writeByte(ALOAD - kind(parameter));
                out.writeByte(slots[0]);
                slots[0] += parameter == double.class || parameter == long.class ? 2 : 1;
                cast(parameter, target.parameterType(i), out);
            }
            out.writeByte(isConstructor ? INVOKESPECIAL : INVOKEVIRTUAL);
            out.writeShort(method(name, target));
            cast(target.returnType(), type.returnType(), out);
            out.writeByte(type.returnType() == void.class ? RETURN : ARETURN - kind(type.returnType()));
        });
        int nameIndex = text(name);
        int typeIndex = text(type.toMethodDescriptorString());
        int codeIndex = text("Code");
        return bytes(out -> {
            out.writeShort(Modifier.PUBLIC);
            out.writeShort(nameIndex);
            out.writeShort(typeIndex);
            out.writeShort(1);
            out.writeShort(codeIndex);
            out.writeInt(12 + code.length);
            out.writeShort(slots[0] + 1); // stack: what is passed, or a result of two slots
            out.writeShort(slots[0]);
            out.writeInt(code.length);
            out.write(code);
            out.writeShort(0); // handlers
            out.writeShort(0); // attributes
        });
    }

    private void cast(Class<?> from, Class<?> to, DataOutputStream out) throws IOException {
        if (!to.isAssignableFrom(from)) {
            out.writeByte(CHECKCAST);
            out.writeShort(type(to.isArray() ? to.descriptorString() : to.getName()));
        }
    }

    /** How far the instructions for a type are in front of those for references. */
    private static int kind(Class<?> type) {
        if (!type.isPrimitive()) {
            return 0;
        } else if (type == double.class) {
            return 1;
        } else if (type == float.class) {
            return 2;
        }
        return type == long.class ? 3 : 4;
    }

    // ---- the constants

    private int text(String text) {
        return constant(List.of(text), out -> {
            out.writeByte(1);
            out.writeUTF(text);
        });
    }

    private int type(String name) {
        int text = text(name.replace('.', '/'));
        return constant(List.of(CLASS, text), out -> {
            out.writeByte(CLASS);
            out.writeShort(text);
        });
    }

    private int method(String name, MethodType type) {
        int owner = type(body.getName());
        int text = text(name);
        int descriptor = text(type.toMethodDescriptorString());
        int signature = constant(List.of(NAME_AND_TYPE, text, descriptor), out -> {
            out.writeByte(NAME_AND_TYPE);
            out.writeShort(text);
            out.writeShort(descriptor);
        });
        return constant(List.of(METHOD, owner, signature), out -> {
            out.writeByte(METHOD);
            out.writeShort(owner);
            out.writeShort(signature);
        });
    }

    private int constant(List<Object> key, Writing writing) {
        Integer known = indices.get(key);
        if (known == null) {
            known = indices.size() + 1;
            indices.put(key, known);
            byte[] written = bytes(writing);
            pool.write(written, 0, written.length);
        }
        return known;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
