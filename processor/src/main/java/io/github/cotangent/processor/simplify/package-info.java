/** Clean-up of generated bodies. */
package io.github.cotangent.processor.simplify;
