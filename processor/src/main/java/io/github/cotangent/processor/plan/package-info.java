/**
 * Decides, for every value the reverse sweep needs, whether the variable still holds it, it is computed again, or it is saved
 * in the forward sweep.
 */
package io.github.cotangent.processor.plan;
