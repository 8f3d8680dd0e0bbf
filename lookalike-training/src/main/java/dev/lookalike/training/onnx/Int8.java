package dev.lookalike.training.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/// Writes a network whose convolutions compute in 8-bit numbers.
public final class Int8 {
    /*
     * The form that ONNX Runtime calls QDQ, static: each tensor that a convolution reads or makes goes through QuantizeLinear and
     * DequantizeLinear, and the runtime makes 8-bit layers of what lies between such pairs.
     *
     * 1. Activations are unsigned, with the range that they had on calibration pictures, zero included.
     * 2. Weights are signed, with a scale for each output channel, and use 7 of their 8 bits: two products of 8 bits
     *    overflow the 16-bit sums of processors with AVX2 and no VNNI.
     * 3. Biases are 32-bit, in steps of input scale times weight scale.
     * 4. A Relu or Clip behind a convolution stays between it and the pair, where the runtime takes it into the rounding.
     *
     * Everything else, pooling and classifier among it, stays in floats.
     */
    private static final int LARGEST_WEIGHT = 63;
    private static final int LARGEST_BIAS = 1 << 30;
    private static final int LEVELS = 255;
    private static final Set<String> TAKEN_IN = Set.of("Relu", "Clip");

    private final LayerGraph graph;
    private final Map<String, float[]> ranges;
    private final Map<String, List<Layer>> readers;
    private final Map<String, Step> steps = new HashMap<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    /// How an activation is rounded: to `scale * (level - zero)`, for levels of 0..255.
    private record Step(float scale, int zero) {
        static Step of(float[] range) {
            double low = Math.min(0, range[0]);
            double high = Math.max(0, range[1]);
            double scale = high > low ? (high - low) / LEVELS : 1;
            return new Step((float) scale, Math.clamp(Math.round(-low / scale), 0, LEVELS));
        }
    }

    private Int8(LayerGraph graph, Map<String, float[]> ranges) {
        this.graph = graph;
        this.ranges = ranges;
        readers = graph.readers();
    }

    /// The file of a network in 8-bit numbers, with a classifier in floats behind its embedding.
    ///
    /// @param ranges
    ///            the lowest and highest value of the pixels and of what each layer makes, by name
    /// @param classifier
    ///            a row for each class, with as many values as the embedding has
    public static byte[] write(LayerGraph graph, Map<String, float[]> ranges, Tensor classifier) {
        LayerGraph folded = Folding.fold(graph);
        var int8 = new Int8(folded, ranges);
        return GraphWriter.write(folded, int8.quantised(), classifier);
    }

    private GraphWriter.Quantised quantised() {
        for (Layer layer : graph.layers()) {
            if (isQuantised(layer)) {
                plan(layer.input(0));
                plan(rounded(layer));
            }
        }
        round(graph.pixels());
        for (Layer layer : graph.layers()) {
            if (isQuantised(layer)) {
                convolution(layer);
            } else {
                plain(layer);
            }
            round(layer.output());
        }
        return new GraphWriter.Quantised(nodes, constants, name(graph.embedding()));
    }

    private boolean isQuantised(Layer layer) {
        return layer.operation().equals("Conv") && graph.constants().containsKey(layer.input(1))
                && (layer.input(2).isEmpty() || graph.constants().containsKey(layer.input(2)));
    }

    /// What is rounded of a convolution: what it makes, or what the Relu or Clip behind it makes of that.
    private String rounded(Layer convolution) {
        List<Layer> reading = readers.getOrDefault(convolution.output(), List.of());
        boolean taken = reading.size() == 1 && TAKEN_IN.contains(reading.getFirst().operation())
                && !convolution.output().equals(graph.embedding());
        return taken ? reading.getFirst().output() : convolution.output();
    }

    private void plan(String tensor) {
        // The embedding itself is never rounded.
        if (!tensor.equals(graph.embedding())) {
            steps.computeIfAbsent(tensor, _ -> Step.of(Objects.requireNonNull(ranges.get(tensor), tensor)));
        }
    }

    private void round(String tensor) {
        Step step = steps.get(tensor);
        if (step == null) {
            return;
        }
        String scale = tensor + "_scale";
        String zero = tensor + "_zero";
        constants.add(GraphWriter.floats(scale, new Tensor(new long[0], new float[]{step.scale})));
        constants.add(GraphWriter.tensor(zero, TensorProto.DataType.UINT8, new long[0],
                GraphWriter.room(1).put(0, (byte) step.zero)));
        nodes.add(GraphWriter.node(Layer.of("QuantizeLinear", tensor + "_rounded", tensor, scale, zero)));
        nodes.add(GraphWriter.node(
                Layer.of("DequantizeLinear", tensor + "_read", tensor + "_rounded", scale, zero)));
    }

    /// What readers of a tensor read.
    private String name(String tensor) {
        return steps.containsKey(tensor) ? tensor + "_read" : tensor;
    }

    private void plain(Layer layer) {
        for (int i = 0; i < layer.inputs().size(); i++) {
            Tensor constant = graph.constants().get(layer.input(i));
            if (constant != null && written.add(layer.input(i))) {
                constants.add(GraphWriter.constant(layer, i, constant));
            }
        }
        nodes.add(GraphWriter.node(layer.reading(layer.inputs().stream().map(this::name).toList())));
    }

    private void convolution(Layer layer) {
        Tensor weights = Objects.requireNonNull(graph.constants().get(layer.input(1)));
        Tensor bias = graph.constants().get(layer.input(2));
        Step input = Objects.requireNonNull(steps.get(layer.input(0)));
        float[] scales = scales(weights, bias, input.scale);
        var inputs = new ArrayList<>(List.of(name(layer.input(0)), weights(layer, weights, scales)));
        if (bias != null) {
            inputs.add(bias(layer, bias, scales, input.scale));
        }
        nodes.add(GraphWriter.node(layer.reading(inputs)));
    }

    private static float[] scales(Tensor weights, @org.jspecify.annotations.Nullable Tensor bias, float inputScale) {
        var scales = new float[(int) weights.dims()[0]];
        int each = weights.values().length / scales.length;
        for (int channel = 0; channel < scales.length; channel++) {
            float largest = 0;
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(weights.values()[i]));
            }
            // A channel of next to nothing still has to hold its bias in 32 bits.
            float least = bias == null ? 0 : Math.abs(bias.values()[channel]) / (inputScale * LARGEST_BIAS);
            float scale = Math.max(largest / LARGEST_WEIGHT, least);
            scales[channel] = scale > Float.MIN_NORMAL ? scale : 1;
        }
        return scales;
    }

    private String weights(Layer layer, Tensor weights, float[] scales) {
        ByteBuffer levels = GraphWriter.room(weights.values().length);
        int each = weights.values().length / scales.length;
        for (int i = 0; i < weights.values().length; i++) {
            int level = Math.round(weights.values()[i] / scales[i / each]);
            levels.put(i, (byte) Math.clamp(level, -LARGEST_WEIGHT, LARGEST_WEIGHT));
        }
        return readable(layer.output() + "_weights", TensorProto.DataType.INT8, weights.dims(), levels, scales);
    }

    private String bias(Layer layer, Tensor bias, float[] scales, float inputScale) {
        ByteBuffer levels = GraphWriter.room(Integer.BYTES * scales.length);
        var steps = new float[scales.length];
        for (int channel = 0; channel < scales.length; channel++) {
            steps[channel] = scales[channel] * inputScale;
            long level = Math.round((double) bias.values()[channel] / steps[channel]);
            levels.putInt(Integer.BYTES * channel,
                    (int) Math.clamp(level, -2L * LARGEST_BIAS + 1, 2L * LARGEST_BIAS - 1));
        }
        return readable(layer.output() + "_bias", TensorProto.DataType.INT32, bias.dims(), levels, steps);
    }

    private String readable(String name, TensorProto.DataType type, long[] dims, ByteBuffer levels, float[] scales) {
        int size = type == TensorProto.DataType.INT8 ? 1 : Integer.BYTES;
        long[] channels = {scales.length};
        constants.add(GraphWriter.tensor(name, type, dims, levels));
        constants.add(GraphWriter.floats(name + "_scale", Tensor.row(scales)));
        constants.add(GraphWriter.tensor(name + "_zero", type, channels, GraphWriter.room(size * scales.length)));
        nodes.add(GraphWriter.node(new Layer("DequantizeLinear", List.of(name, name + "_scale", name + "_zero"),
                name + "_read", Map.of("axis", new long[]{0}), Map.of(), "NOTSET")));
        return name + "_read";
    }
}
