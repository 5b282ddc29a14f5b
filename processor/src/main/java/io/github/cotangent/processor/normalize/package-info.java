/** Makes exits explicit: one way out of a body, a number for every jump. */
package io.github.cotangent.processor.normalize;
