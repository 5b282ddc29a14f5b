package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes something for constant on purpose: no derivative flows through it.
 *
 * <ul>
 *   <li>On a method: what it gives is constant, whatever it is given. It is not looked into. It may have effects of its own, such
 *       as writing a log, but must not change what carries derivatives.
 *   <li>On a field: what is read from it is constant, whatever was stored.
 *   <li>On a class, with {@link #of} and {@link #method}: the same for a method of another class, all its overloads.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.FIELD, ElementType.TYPE})
@Repeatable(NonDifferentiable.List.class)
public @interface NonDifferentiable {
    /** On a class: the class that declares the method meant. */
    Class<?> of() default void.class;

    /** On a class: the name of the method meant. */
    String method() default "";

    /** Several of them on one class. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface List {
        /** The methods taken for constant. */
        NonDifferentiable[] value();
    }
}
