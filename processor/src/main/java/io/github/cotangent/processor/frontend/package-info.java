/** From annotations to requests, and from companions to files: the only place that knows the compiler's rounds. */
package io.github.cotangent.processor.frontend;
