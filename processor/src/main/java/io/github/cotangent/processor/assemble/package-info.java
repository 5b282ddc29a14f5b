/** Puts sweeps together into the methods and classes of a companion. */
package io.github.cotangent.processor.assemble;
