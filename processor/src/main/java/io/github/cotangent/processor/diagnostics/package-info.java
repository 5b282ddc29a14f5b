/** What the tool tells its users: codes, reasons, remedies. */
package io.github.cotangent.processor.diagnostics;
