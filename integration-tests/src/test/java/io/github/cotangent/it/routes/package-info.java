/** The product under the compilers and build tools its users have: each finds source text on a way of its own. */
package io.github.cotangent.it.routes;
