/** Turns calls that depend on the class of an object into choices among the bodies that may run. */
package io.github.cotangent.processor.dispatch;
