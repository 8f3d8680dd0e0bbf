package dev.lookalike.training.torch;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lookalike.training.onnx.Layer;
import dev.lookalike.vision.VisionException;

/// How a convolution or a pooling goes over a picture.
///
/// @param pads
///            above, to the left, below and to the right
record Window(Shape kernel, Shape stride, Shape dilation, long[] pads) {

    static Window of(Layer layer, long[] kernel, NDArray x) {
        long[] strides = layer.counts("strides", 1, 1);
        long[] dilations = layer.counts("dilations", 1, 1);
        long[] pads = layer.counts("pads", 0, 0, 0, 0);
        if (kernel.length != 2 || strides.length != 2 || pads.length != 4) {
            throw new VisionException.BadModel("the layer %s does not go over a picture".formatted(layer));
        }
        boolean same = layer.padding().startsWith("SAME");
        if (same) {
            pads = new long[4];
            for (int side = 0; side < 2; side++) {
                long size = x.getShape().get(2 + side);
                long count = (size + strides[side] - 1) / strides[side];
                long extent = dilations[side] * (kernel[side] - 1) + 1;
                long total = Math.max(0, (count - 1) * strides[side] + extent - size);
                long less = total / 2;
                pads[side] = layer.padding().equals("SAME_LOWER") ? total - less : less;
                pads[2 + side] = total - pads[side];
            }
        }
        return new Window(new Shape(kernel), new Shape(strides), new Shape(dilations), pads);
    }

    boolean symmetric() {
        return pads[0] == pads[2] && pads[1] == pads[3];
    }

    /// Nothing is padded.
    boolean bare() {
        return Arrays.stream(pads).allMatch(pad -> pad == 0);
    }

    Shape padding() {
        return new Shape(pads[0], pads[1]);
    }

    NDArray padded(NDArray x, double value) {
        return bare() ? x : x.pad(new Shape(pads[1], pads[3], pads[0], pads[2]), value);
    }

    void requireDense(Layer layer) {
        if (dilation.get(0) != 1 || dilation.get(1) != 1) {
            throw new VisionException.BadModel("the layer %s has gaps, which cannot be trained here".formatted(layer));
        }
    }
}
