package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes: annotated types, and code that uses what is generated for them. Both are compiled together, without
 * warnings; that the usage compiles is part of what is tested.
 */
final class UserCode {
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum) (\\w+)");
    private static final String IMPORTS = "import io.github.cotangent.Derivative;\n"
            + "import io.github.cotangent.Differentiable;\nimport io.github.cotangent.runtime.*;\nimport java.util.*;\n";

    private final Map<String, String> types = new LinkedHashMap<>();

    /** The user's types, one compilation unit each. */
    UserCode(String... units) {
        for (String unit : units) {
            Matcher name = TYPE.matcher(unit);
            assertTrue(name.find(), unit);
            types.put(name.group(1), IMPORTS + unit);
        }
    }

    /** Runs the body of a method that returns {@code Object[]}, with the numbers and arrays it gives as one vector. */
    double[] numbers(String usage) throws Exception {
        Flat flat = new Flat();
        for (Object each : results(usage)) {
            flat.add(each instanceof Boolean truth ? (Object) (truth ? 1 : 0) : each);
        }
        return flat.toArray();
    }

    /** The numbers a usage gives are these, up to rounding. */
    void gives(String usage, double... expected) throws Exception {
        assertArrayEquals(expected, numbers(usage), 1e-12, usage);
    }

    /** What a usage gives. */
    Object[] results(String usage) throws Exception {
        Method run = compiled(usage).loader().loadClass("Use").getMethod("run");
        try {
            return (Object[]) run.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }

    /** Everything compiled, with a usage. */
    MemoryCompiler.Result compiled(String usage) {
        Map<String, String> sources = new LinkedHashMap<>(types);
        sources.put(
                "Use",
                IMPORTS + "public final class Use {\n    private Use() {}\n\n"
                        + "    public static Object[] run() throws Exception {\n"
                        + usage.indent(8) + "    }\n\n"
                        + "    static Object[] give(Object... results) {\n        return results;\n    }\n}\n");
        MemoryCompiler.Result result = compile(sources, "-Xlint:all", "-Werror");
        if (!result.success() && result.errors().contains("[COT1")) { // warnings of ours are none of Java's
            result = compile(sources, "-Xlint:all");
        }
        assertTrue(
                result.success(),
                result.errors() + String.join("\n", result.generated().values()));
        return result;
    }

    /** The error codes of a compilation without usage, in order. */
    List<String> errorCodes() {
        Matcher code =
                Pattern.compile("\\[(COT0\\d\\d)]").matcher(compile(types).errors());
        List<String> codes = new ArrayList<>();
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    private static MemoryCompiler.Result compile(Map<String, String> sources, String... options) {
        return MemoryCompiler.compile(sources, options);
    }
}
