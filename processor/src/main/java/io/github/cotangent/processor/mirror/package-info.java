/** The shadows of arrays, kept in step with them. */
package io.github.cotangent.processor.mirror;
