/**
 * From resolved syntax to the intermediate form: evaluation order, compound assignments, short circuits, switches and
 * loops made explicit; what the core need not understand kept as opaque text with its effects known.
 */
package io.github.cotangent.processor.lower;
