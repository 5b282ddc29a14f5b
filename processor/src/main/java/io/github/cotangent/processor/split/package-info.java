/** Keeps generated methods short enough for the JIT compiler. */
package io.github.cotangent.processor.split;
