package dev.lookalike.training.torch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.lookalike.training.onnx.Layer;
import dev.lookalike.training.onnx.Shapes;
import dev.lookalike.training.onnx.Tensor;
import dev.lookalike.vision.VisionException;

/// ONNX's operations in PyTorch's, as far as classifiers of pictures have them.
final class Operations {
    private static final float LEAST = -Float.MAX_VALUE;

    /// Those known here, for messages.
    static final String KNOWN = "Conv, BatchNormalization, Gemm, MatMul, Relu, LeakyRelu, PRelu, Clip, Sigmoid, Tanh, "
            + "HardSigmoid, HardSwish, Add, Sub, Mul, Div, Sum, Concat, MaxPool, AveragePool, GlobalAveragePool, "
            + "GlobalMaxPool, ReduceMean, LRN, Softmax, Flatten, Reshape, Transpose, Squeeze, Unsqueeze";

    private final Function<String, Tensor> constants;

    /// @param constants
    ///            the constant of a name
    Operations(Function<String, Tensor> constants) {
        this.constants = constants;
    }

    /// Refuses a layer that [#run(Layer, List)] does not know, before anything is run.
    static void requireKnown(Layer layer) {
        if (!Arrays.asList(KNOWN.split(", ")).contains(layer.operation())) {
            throw new VisionException.BadModel(
                    "the network has a layer that cannot be trained here: %s. Known are %s; take another network, or export it with these"
                            .formatted(layer, KNOWN));
        }
    }

    /// What a layer makes of its inputs, attached to what the first input is attached to.
    NDArray run(Layer layer, List<NDArray> in) {
        NDArray x = in.getFirst();
        return switch (layer.operation()) {
            case "Conv" -> convolution(layer, x, in.get(1), in.size() > 2 ? in.get(2) : null);
            case "BatchNormalization" -> x.getNDArrayInternal().batchNorm(x, in.get(3), in.get(4), in.get(1), in.get(2),
                    1, 0.9f, layer.number("epsilon", 1e-5f), false).head();
            case "Gemm" -> gemm(layer, in);
            case "MatMul" -> x.matMul(in.get(1));
            case "Relu" -> x.getNDArrayInternal().relu();
            case "LeakyRelu" -> x.getNDArrayInternal().leakyRelu(layer.number("alpha", 0.01f));
            case "PRelu" -> x.getNDArrayInternal().relu().sub(x.neg().getNDArrayInternal().relu().mul(in.get(1)));
            case "Clip" -> x.clip(bound(layer, 1, LEAST), bound(layer, 2, Float.MAX_VALUE));
            case "Sigmoid" -> x.getNDArrayInternal().sigmoid();
            case "Tanh" -> x.getNDArrayInternal().tanh();
            case "HardSigmoid" -> hardSigmoid(x, layer.number("alpha", 0.2f), layer.number("beta", 0.5f));
            case "HardSwish" -> x.mul(hardSigmoid(x, 1 / 6f, 0.5f));
            case "Add", "Sum" -> in.stream().skip(1).reduce(x, NDArray::add);
            case "Sub" -> x.sub(in.get(1));
            case "Mul" -> x.mul(in.get(1));
            case "Div" -> x.div(in.get(1));
            case "Concat" -> NDArrays.concat(new NDList(in), (int) layer.count("axis", 1));
            case "MaxPool" -> maximum(layer, x);
            case "AveragePool" -> average(layer, x);
            case "GlobalAveragePool" -> pooled(x, flatPlaces(x).mean(new int[]{2}, true));
            case "GlobalMaxPool" -> pooled(x, flatPlaces(x).max(new int[]{2}, true));
            case "ReduceMean" -> mean(layer, x);
            case "LRN" -> normalised(layer, x);
            case "Softmax" -> x.softmax((int) layer.count("axis", -1));
            case "Flatten" -> flat(x, (int) layer.count("axis", 1));
            case "Reshape" -> x.reshape(Shapes.reshaped(x.getShape().getShape(), constant(layer, 1).whole()));
            case "Transpose" -> x.transpose(Arrays.stream(layer.counts("perm")).mapToInt(axis -> (int) axis).toArray());
            case "Squeeze" -> x.reshape(Shapes.squeezed(x.getShape().getShape(), listed(layer)));
            case "Unsqueeze" -> x.reshape(Shapes.unsqueezed(x.getShape().getShape(), listed(layer)));
            default -> throw new IllegalStateException("asked for before: " + layer);
        };
    }

    private Tensor constant(Layer layer, int input) {
        Tensor found = constants.apply(layer.input(input));
        if (found == null) {
            throw new VisionException.BadModel(
                    "the layer %s computes its own `%s`, which must be a constant to be trained here"
                            .formatted(layer, layer.input(input)));
        }
        return found;
    }

    private float bound(Layer layer, int input, float otherwise) {
        return layer.input(input).isEmpty() ? otherwise : constant(layer, input).values()[0];
    }

    private long[] listed(Layer layer) {
        return layer.inputs().size() > 1 ? constant(layer, 1).whole() : layer.counts("axes");
    }

    private static NDArray hardSigmoid(NDArray x, float alpha, float beta) {
        return x.mul(alpha).add(beta).clip(0, 1);
    }

    /// All places of a channel in a row.
    private static NDArray flatPlaces(NDArray x) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), -1);
    }

    private static NDArray pooled(NDArray x, NDArray places) {
        var dims = new long[x.getShape().dimension()];
        Arrays.fill(dims, 1);
        dims[0] = x.getShape().get(0);
        dims[1] = x.getShape().get(1);
        return places.reshape(dims);
    }

    private static NDArray mean(Layer layer, NDArray x) {
        int rank = x.getShape().dimension();
        boolean kept = layer.count("keepdims", 1) == 1;
        int[] axes = Arrays.stream(layer.counts("axes")).mapToInt(axis -> (int) Math.floorMod(axis, (long) rank))
                .sorted().toArray();
        NDArray mean = x;
        for (int i = axes.length - 1; i >= 0; i--) {
            mean = mean.mean(new int[]{axes[i]}, kept);
        }
        return mean;
    }

    private static NDArray flat(NDArray x, int axis) {
        long[] dims = x.getShape().getShape();
        long rows = Arrays.stream(dims).limit(Math.floorMod(axis, dims.length)).reduce(1, (a, b) -> a * b);
        return x.reshape(rows, -1);
    }

    private static NDArray gemm(Layer layer, List<NDArray> in) {
        boolean plain = layer.number("alpha", 1) == 1 && layer.number("beta", 1) == 1 && layer.count("transA", 0) == 0;
        if (!plain) {
            throw new VisionException.BadModel(
                    "the layer %s scales or turns its input, which cannot be trained here; export it as a plain Gemm"
                            .formatted(layer));
        }
        NDArray x = in.getFirst();
        if (layer.count("transB", 0) == 1) {
            return x.getNDArrayInternal().linear(x, in.get(1), in.size() > 2 ? in.get(2) : null).head();
        }
        NDArray product = x.matMul(in.get(1));
        return in.size() > 2 ? product.add(in.get(2)) : product;
    }

    private static NDArray convolution(Layer layer, NDArray x, NDArray weights,
            @org.jspecify.annotations.Nullable NDArray bias) {
        if (x.getShape().dimension() != 4) {
            throw new VisionException.BadModel("the layer %s is no convolution over a picture".formatted(layer));
        }
        var kernel = Arrays.copyOfRange(weights.getShape().getShape(), 2, 4);
        var window = Window.of(layer, kernel, x);
        NDArray padded = window.symmetric() ? x : window.padded(x, 0);
        Shape padding = window.symmetric() ? window.padding() : new Shape(0, 0);
        return x.getNDArrayInternal().convolution(padded, weights, bias, window.stride(), padding, window.dilation(),
                (int) layer.count("group", 1)).head();
    }

    private static NDArray maximum(Layer layer, NDArray x) {
        var window = Window.of(layer, layer.counts("kernel_shape"), x);
        window.requireDense(layer);
        NDArray padded = window.symmetric() ? x : window.padded(x, LEAST);
        Shape padding = window.symmetric() ? window.padding() : new Shape(0, 0);
        return padded.getNDArrayInternal().maxPool(window.kernel(), window.stride(), padding, ceils(layer));
    }

    private static NDArray average(Layer layer, NDArray x) {
        var window = Window.of(layer, layer.counts("kernel_shape"), x);
        window.requireDense(layer);
        NDArray mean = average(window.padded(x, 0), window, layer);
        if (window.bare() || layer.count("count_include_pad", 0) == 1) {
            return mean;
        }
        // Where what was padded does not count, the mean is over fewer places. DJL, told so, counts it all the same.
        NDArray places = x.getManager().ones(new Shape(1, 1, x.getShape().get(2), x.getShape().get(3)));
        return mean.div(average(window.padded(places, 0), window, layer));
    }

    private static NDArray average(NDArray padded, Window window, Layer layer) {
        return padded.getNDArrayInternal().avgPool(window.kernel(), window.stride(), new Shape(0, 0), ceils(layer),
                true);
    }

    private static boolean ceils(Layer layer) {
        return layer.count("ceil_mode", 0) == 1;
    }

    /// Local response normalisation: each value is divided by a power of what lies beside it in other channels.
    private static NDArray normalised(Layer layer, NDArray x) {
        int size = (int) layer.count("size", 1);
        long channels = x.getShape().get(1);
        int before = (size - 1) / 2;
        NDArray squares = x.square().pad(new Shape(0, 0, 0, 0, before, size - 1 - before), 0);
        NDArray sum = squares.get(":, 0:" + channels);
        for (int i = 1; i < size; i++) {
            sum = sum.add(squares.get(":, %d:%d".formatted(i, i + channels)));
        }
        NDArray divisor = sum.mul(layer.number("alpha", 1e-4f) / size).add(layer.number("bias", 1))
                .pow(layer.number("beta", 0.75f));
        return x.div(divisor);
    }
}
