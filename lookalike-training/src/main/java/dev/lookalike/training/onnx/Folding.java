package dev.lookalike.training.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Batch normalisations made part of the convolutions before them, as they are at inference.
final class Folding {
    private final LayerGraph graph;
    private final Map<String, List<Layer>> readers;
    private final Map<String, Tensor> constants;

    private Folding(LayerGraph graph) {
        this.graph = graph;
        readers = graph.readers();
        constants = new HashMap<>(graph.constants());
    }

    static LayerGraph fold(LayerGraph graph) {
        return new Folding(graph).folded();
    }

    private LayerGraph folded() {
        var layers = new ArrayList<Layer>();
        var gone = new HashSet<Layer>();
        for (Layer layer : graph.layers()) {
            Layer norm = layer.operation().equals("Conv") ? normalisation(layer) : null;
            if (norm != null) {
                gone.add(norm);
                layers.add(folded(layer, norm));
            } else if (!gone.contains(layer)) {
                layers.add(layer);
            }
        }
        return new LayerGraph(layers, constants, graph.pixels(), graph.shape(), graph.embedding());
    }

    /// The batch normalisation that alone reads what a convolution makes.
    private @Nullable Layer normalisation(Layer convolution) {
        List<Layer> reading = readers.getOrDefault(convolution.output(), List.of());
        boolean alone = reading.size() == 1 && !graph.embedding().equals(convolution.output())
                && reading.getFirst().operation().equals("BatchNormalization")
                && reading.getFirst().inputs().stream().skip(1).allMatch(constants::containsKey)
                && constants.containsKey(convolution.input(1));
        return alone ? reading.getFirst() : null;
    }

    private Layer folded(Layer convolution, Layer norm) {
        Tensor weights = constant(convolution.input(1));
        int channels = (int) weights.dims()[0];
        int each = weights.values().length / channels;
        float[] old = convolution.input(2).isEmpty() ? new float[channels] : constant(convolution.input(2)).values();
        var scaled = new float[weights.values().length];
        var bias = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double factor = at(norm, 1, channel)
                    / Math.sqrt(at(norm, 4, channel) + norm.number("epsilon", 1e-5f));
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                scaled[i] = (float) (weights.values()[i] * factor);
            }
            bias[channel] = (float) ((old[channel] - at(norm, 3, channel)) * factor + at(norm, 2, channel));
        }
        String name = norm.output() + "_folded";
        constants.put(name, new Tensor(weights.dims(), scaled));
        constants.put(name + "_bias", Tensor.row(bias));
        return convolution.reading(List.of(convolution.input(0), name, name + "_bias")).making(norm.output());
    }

    private float at(Layer norm, int input, int channel) {
        return constant(norm.input(input)).values()[channel];
    }

    private Tensor constant(String name) {
        return java.util.Objects.requireNonNull(constants.get(name));
    }
}
