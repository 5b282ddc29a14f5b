/** Generated sweeps brought back into the lowered form, so that they can be differentiated once more. */
package io.github.cotangent.processor.relower;
