/** Names, types, overloads and constants in bodies, over {@code javax.lang.model}. */
package io.github.cotangent.processor.resolve;
