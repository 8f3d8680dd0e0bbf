/// What does a network say of the pixels it is shown? The only place that knows ONNX and its runtime.
@NullMarked
package dev.lookalike.vision.onnx;

import org.jspecify.annotations.NullMarked;
