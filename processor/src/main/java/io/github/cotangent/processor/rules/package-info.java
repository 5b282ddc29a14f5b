/** Derivative rules of scalar operations, as formulas. */
package io.github.cotangent.processor.rules;
