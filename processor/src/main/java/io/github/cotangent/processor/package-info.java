/** The annotation processor: the entry point the compiler calls. */
package io.github.cotangent.processor;
