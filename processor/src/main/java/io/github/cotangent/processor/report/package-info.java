/** What was decided about the values that reverse sweeps need, as text for people. */
package io.github.cotangent.processor.report;
