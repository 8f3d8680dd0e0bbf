/// What layers does a network have, and how is it kept in a file? The only place of this room that knows ONNX.
@NullMarked
package dev.lookalike.training.onnx;

import org.jspecify.annotations.NullMarked;
