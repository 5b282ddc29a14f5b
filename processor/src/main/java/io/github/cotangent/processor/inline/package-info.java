/** Puts the bodies of small methods of objects in the place of their calls. */
package io.github.cotangent.processor.inline;
