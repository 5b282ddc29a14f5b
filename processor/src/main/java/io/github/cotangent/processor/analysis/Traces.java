package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.SolutionMethods;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a method may leave data besides its result and its array arguments, and where it may find data besides its
 * arguments: objects and static state. A derivative that would take this way is reported, so the way has to be known.
 *
 * @param objects the parameters whose objects it may put something into
 * @param written keys of the static state it may put something into that comes from floating arguments, arrays and objects
 * @param passedOn keys of the other static state it may put something into: from static state it looks at, and from integers,
 *     which carry nothing but the bits of numbers
 * @param read keys of the static state it may look at
 */
public record Traces(Set<Integer> objects, Set<String> written, Set<String> passedOn, Set<String> read) {
    static final Traces NONE = new Traces(Set.of(), Set.of(), Set.of(), Set.of());

    public Traces {
        objects = Set.copyOf(objects);
        written = Set.copyOf(written);
        passedOn = Set.copyOf(passedOn);
        read = Set.copyOf(read);
    }

    /** The key of a static field. */
    static String key(Variable field) {
        return Variable.Field.key(field.field().binaryOwner(), field.name());
    }

    /** Whether a variable refers to something that data can be put into. */
    static boolean isContainer(Variable variable) {
        return isContainer(variable.type())
                && !(variable.isStatic() && variable.field().inert());
    }

    /** Whether a type is one of objects that are not followed and that data can be put into. */
    static boolean isContainer(Type type) {
        return type instanceof ReferenceType reference
                && !type.equals(ReferenceType.STRING)
                && !type.equals(SolutionMethods.TYPE)
                && !reference.packageName().matches("java\\.time(\\..*)?"); // values that never change
    }

    /** All static state it may put something into. */
    public Set<String> allWritten() {
        Set<String> all = new HashSet<>(written);
        all.addAll(passedOn);
        return all;
    }

    /** What a method does, given what the methods do that it calls. */
    static Traces of(Method method, Storage storage, Function<MethodId, Summary> summaries) {
        Collector collector = new Collector(method, storage, summaries);
        Walk.statements(method.body(), collector::statement);
        collector.elsewhere();
        return new Traces(collector.objects, collector.written, Set.of(), collector.read);
    }

    private static final class Collector {
        private final Method method;
        private final Storage storage;
        private final Function<MethodId, Summary> summaries;
        private final Set<Integer> objects = new HashSet<>();
        private final Set<String> written = new HashSet<>();
        private final Set<String> read = new HashSet<>();

        Collector(Method method, Storage storage, Function<MethodId, Summary> summaries) {
            this.method = method;
            this.storage = storage;
            this.summaries = summaries;
        }

        private void statement(Stmt stmt) {
            Walk.expressions(stmt, this::expression);
            if (stmt instanceof Stmt.Assign assign && assign.target().isStatic()) {
                written.add(key(assign.target()));
            }
        }

        private void expression(Expr expr) {
            if (expr instanceof Expr.Use use && use.variable().isStatic()) {
                Variable field = use.variable();
                boolean constant = field.field().constant() && field.type() instanceof Primitive;
                if (!constant && !field.field().inert()) {
                    read.add(key(field));
                }
                if (field.type().isFollowed() && storage.isChangedWithin(storage.of(field))) {
                    written.add(key(field));
                }
            } else if (expr instanceof Expr.Opaque opaque) {
                read.addAll(opaque.effects().staticsRead());
                written.addAll(opaque.effects().staticsWritten());
                opaque.effects().mutated().forEach(this::putInto);
                opaque.effects().assigned().forEach(this::putInto);
                if (!opaque.effects().pure()) {
                    opaque.operands().stream()
                            .filter(operand -> operand instanceof Expr.Use use && isContainer(use.variable()))
                            .forEach(operand -> putInto(((Expr.Use) operand).variable()));
                }
            } else if (expr instanceof Expr.Call call) {
                Traces traces = summaries.apply(call.callee()).traces();
                read.addAll(traces.read());
                written.addAll(traces.allWritten());
                for (int i : traces.objects()) {
                    if (call.operands().get(i) instanceof Expr.Use use) {
                        putInto(use.variable());
                    }
                }
            }
        }

        /** Arrays and objects that opaque code gave may be those that an object refers to which is not followed. */
        private void elsewhere() {
            if (storage.changed().stream().anyMatch(slot -> slot.group().isOfUnknownOrigin())) {
                method.parameters().stream().filter(Traces::isContainer).forEach(this::putInto);
            }
        }

        /** A local may be another name of a parameter's object: with containers, every parameter of a container type counts. */
        private void putInto(Variable variable) {
            if (variable.isStatic()) {
                if (!variable.field().inert()) {
                    written.add(key(variable));
                }
            } else if (isContainer(variable)) {
                for (int i = 0; i < method.parameters().size(); i++) {
                    Variable parameter = method.parameters().get(i);
                    boolean same = parameter == variable;
                    if (same || variable.kind() != Variable.Kind.PARAMETER && isContainer(parameter)) {
                        objects.add(i);
                    }
                }
            }
        }
    }
}
