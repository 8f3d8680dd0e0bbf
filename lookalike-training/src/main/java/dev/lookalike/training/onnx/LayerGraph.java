package dev.lookalike.training.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network as layers in the order in which they run, and the constants they read.
///
/// @param layers
///            each reads only what a layer before it made, a constant, or the pixels
/// @param constants
///            by name
/// @param pixels
///            the name of the input
/// @param shape
///            of the input, 0 where any will do
/// @param embedding
///            the name of the output
public record LayerGraph(List<Layer> layers, Map<String, Tensor> constants, String pixels, long[] shape,
        String embedding) {
    /// Which inputs of a layer are weights that can learn, if they are constants.
    private static final Map<String, List<Integer>> WEIGHTS = Map.of("Conv", List.of(1, 2), "Gemm", List.of(1, 2),
            "MatMul", List.of(0, 1), "BatchNormalization", List.of(1, 2), "Add", List.of(0, 1), "Mul", List.of(0, 1),
            "PRelu", List.of(1));
    private static final Set<String> LINEAR = Set.of("Conv", "Gemm", "MatMul");

    public LayerGraph {
        layers = List.copyOf(layers);
        constants = Map.copyOf(constants);
    }

    /// The names of the constants that learn.
    ///
    /// @param last
    ///            how many of the last linear layers learn, with what comes behind the first of them; 0 for all
    public Set<String> weights(int last) {
        var weights = new LinkedHashSet<String>();
        int skipped = last == 0 ? 0 : Math.max(0, linearLayers() - last);
        for (Layer layer : layers) {
            skipped -= LINEAR.contains(layer.operation()) ? 1 : 0;
            if (last > 0 && skipped >= 0) {
                continue;
            }
            for (int input : WEIGHTS.getOrDefault(layer.operation(), List.of())) {
                Tensor constant = constants.get(layer.input(input));
                // A single number is part of a formula, such as the 3 of a hard swish.
                if (constant != null && constant.values().length > 1) {
                    weights.add(layer.input(input));
                }
            }
        }
        return weights;
    }

    /// How many convolutions and fully connected layers there are.
    public int linearLayers() {
        return (int) layers.stream().filter(layer -> LINEAR.contains(layer.operation())).count();
    }

    /// The same with other numbers for some constants.
    public LayerGraph with(Map<String, Tensor> learnt) {
        var changed = new HashMap<>(constants);
        changed.putAll(learnt);
        return new LayerGraph(layers, changed, pixels, shape, embedding);
    }

    /// Who reads each tensor.
    Map<String, List<Layer>> readers() {
        var readers = new HashMap<String, List<Layer>>();
        for (Layer layer : layers) {
            layer.inputs().forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(layer));
        }
        return readers;
    }

    /// How often each tensor is read.
    public Map<String, Integer> uses() {
        var uses = new HashMap<String, Integer>();
        layers.forEach(layer -> layer.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        uses.merge(embedding, 1, Integer::sum);
        return uses;
    }
}
