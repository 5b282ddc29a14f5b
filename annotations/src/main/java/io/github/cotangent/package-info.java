/**
 * What users write on the methods whose derivatives they want. Nothing here is needed at run time: the annotations
 * are read by the processor, during the build.
 */
package io.github.cotangent;
