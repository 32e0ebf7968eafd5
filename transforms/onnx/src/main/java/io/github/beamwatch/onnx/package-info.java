/** Models that a user brings as ONNX files, scored by ONNX Runtime. */
@NullMarked
package io.github.beamwatch.onnx;

import org.jspecify.annotations.NullMarked;
