/** The run-time part of Cotangent: small helpers without state. */
package io.github.cotangent.runtime;
