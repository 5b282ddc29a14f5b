package io.github.cotangent.processor.companion;

import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Map;

/**
 * One companion class, complete, before it is written.
 *
 * @param packageName package, empty for the unnamed one
 * @param name simple name, for instance {@code NotesDerivatives}
 * @param isPublic whether its top-level user class is public
 * @param source canonical name of the user's class, for the documentation
 * @param results the classes that carry results to the user, nested and public
 * @param pullbacks the classes through which users run reverse sweeps, nested and public
 * @param states the classes that carry saved values from a forward to a reverse sweep, nested
 * @param tangents the types of the shadows of objects; those with a file of their own are not written with the companion
 * @param hasTangentClasses whether the type of a shadow may have to be found by the class of an object
 * @param functions the classes whose objects stand for functions, nested and private
 * @param links what later compilations need to know
 * @param offers what companions that do not know the class find by the class of an object, as {@link Offers} writes it
 * @param standIns what is seen in the place of classes that the companion cannot name, by their canonical names
 * @param routines the methods in order; a routine may call another by {@code GeneratedCall}
 */
public record Companion(
        String packageName,
        String name,
        boolean isPublic,
        String source,
        List<ResultClass> results,
        List<Pullback> pullbacks,
        List<StateClass> states,
        List<TangentType> tangents,
        boolean hasTangentClasses,
        List<Function> functions,
        List<Routine> routines,
        List<Link> links,
        List<String> offers,
        Map<String, ReferenceType> standIns) {
    public Companion {
        offers = List.copyOf(offers);
        standIns = Map.copyOf(standIns);
        tangents = List.copyOf(tangents);
        functions = List.copyOf(functions);
        links = List.copyOf(links);
        results = List.copyOf(results);
        pullbacks = List.copyOf(pullbacks);
        states = List.copyOf(states);
        routines = List.copyOf(routines);
    }

    /** A companion that follows no objects. */
    public Companion(
            String packageName,
            String name,
            boolean isPublic,
            String source,
            List<ResultClass> results,
            List<StateClass> states,
            List<Routine> routines,
            List<Link> links) {
        this(
                packageName,
                name,
                isPublic,
                source,
                results,
                List.of(),
                states,
                List.of(),
                false,
                List.of(),
                routines,
                links,
                List.of(),
                Map.of());
    }

    /**
     * What a later compilation needs to know about a method.
     *
     * @param routine the routine that carries the annotation
     * @param method name and parameter types of the method
     * @param prefix what the names of its sweeps start with
     * @param active the parameters that have cotangents and tangents
     */
    public record Link(
            String routine,
            String method,
            String prefix,
            List<Integer> active,
            Summary summary,
            boolean adjoint,
            boolean tangent) {}

    /**
     * The class of a function or of an anonymous class.
     *
     * @param methods its methods; the first parameter of each is the object itself; those that override others are public
     */
    public record Function(FunctionClass type, List<Routine> methods) {
        public Function {
            methods = List.copyOf(methods);
        }
    }

    /** A named part of a result or a state. */
    public record Part(String name, Type type) {}

    /**
     * A result class of the contract (design section 2).
     *
     * @param name for instance {@code LossGradient}
     * @param kind which derivative
     * @param value type of {@code value()}, null where there is none
     * @param tangent type of {@code tangent()}, only for tangents, else null
     * @param parts the cotangents, in declaration order: field and accessor names (a parameter {@code value} is {@code
     *     value_} already here)
     */
    public record ResultClass(String name, Kind kind, Type value, Type tangent, List<Part> parts) {
        /** What a result class does beyond its accessors. */
        public enum Kind {
            /** Accumulates: {@code clear()}, {@code add(other)}; {@code value()} sums. */
            GRADIENT,
            /** Accumulates cotangents; no {@code value()}. */
            VJP,
            /** An immutable pair of value and tangent, made by a constructor. */
            JVP,
            /** A value and the products of the Hessian with directions, one for each input, made by a constructor. */
            HVP,
            /** The value and, for each input, the derivatives by it, one row for each output; immutable. */
            JACOBIAN,
            /** The value and a sparse matrix; immutable. */
            SPARSE_JACOBIAN
        }

        public ResultClass {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A class through which users run a reverse sweep, any number of times.
     *
     * @param name for instance {@code LossPullback}
     * @param value type of {@code value()}, null where there is none
     * @param saved the class of what the reverse sweep needs
     * @param seeds the cotangents of the outputs, in order
     * @param cotangents the class of the cotangents of the inputs
     * @param into what a parameter of that class is called
     * @param reverse the routine, which takes what was saved, the seeds, and where to add the cotangents
     */
    public record Pullback(
            String name,
            Type value,
            ReferenceType saved,
            List<Part> seeds,
            ReferenceType cotangents,
            String into,
            String reverse) {
        /** The field with what the reverse sweep needs; it is there from the start. */
        public static final String SAVED = "saved";

        /** The field with the shadows as the forward sweep has left them. */
        public static final String RETAINED = "retained";

        /** The field with the value. */
        public static final String VALUE = "value";

        public Pullback {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * A holder of saved values: fields with default values.
     *
     * @param shadows the fields that lead to what the reverse sweep changes
     * @param isRetained whether the reverse sweep may run more than once, so that the runtime must find what it changes
     */
    public record StateClass(
            String name,
            boolean isPublic,
            String documentation,
            List<Part> fields,
            List<String> shadows,
            boolean isRetained) {
        public StateClass {
            fields = List.copyOf(fields);
            shadows = List.copyOf(shadows);
        }

        /** One without saved values. */
        public StateClass(String name, boolean isPublic, String documentation, List<Part> fields) {
            this(name, isPublic, documentation, fields, List.of(), false);
        }

        /** The same one for a reverse sweep that may run more than once. */
        public StateClass retained() {
            return new StateClass(name, isPublic, documentation, fields, shadows, true);
        }
    }
}
