/**
 * The intermediate form all passes work on: typed, structured with Java's own control constructs, A-normal where derivatives
 * flow. Immutable records; variables, labels and statements have identity.
 */
package io.github.cotangent.processor.ir;
