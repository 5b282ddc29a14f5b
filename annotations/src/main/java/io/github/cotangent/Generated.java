package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that Cotangent generated. Kept in the class file, so that tools which measure or check byte code, test
 * coverage for instance, can leave generated classes out; the annotation of that name in the JDK is gone by then. It
 * carries no date: the same source gives the same class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
    /** The generator's class name. */
    String value();
}
