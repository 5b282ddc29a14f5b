/** Checks in generated code, and the words in which it speaks of the user's. */
package io.github.cotangent.processor.check;
