/**
 * Finds the source text of what is compiled, parses it, matches elements of the compiler with their declarations, and
 * reports back at the exact place. Compilers and build tools differ in how they give access to source text; only this
 * package knows.
 */
package io.github.cotangent.processor.source;
