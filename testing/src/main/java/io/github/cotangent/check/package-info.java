/** Compares generated derivatives with differences. Depends on no test framework. */
package io.github.cotangent.check;
