package dev.lookalike.vision.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Who makes which tensor of a graph, and which tensors are the same whatever the picture is.
final class Wiring {
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    /// @throws VisionException.BadModel
    ///             if a layer reads what no layer before it makes: so every walk back comes to an end
    Wiring(GraphProto graph) {
        graph.getInitializerList().forEach(weights -> constants.add(weights.getName()));
        graph.getSparseInitializerList().forEach(weights -> constants.add(weights.getValues().getName()));
        Set<String> known = new HashSet<>(constants);
        graph.getInputList().forEach(input -> known.add(input.getName()));
        known.add("");
        for (var node : graph.getNodeList()) {
            node.getInputList().stream().filter(input -> !known.contains(input)).findFirst().ifPresent(input -> {
                throw new VisionException.BadModel(
                        "the graph is damaged: a layer %s reads `%s`, which nothing before it makes"
                                .formatted(node.getOpType(), input));
            });
            boolean constant = node.getInputList().stream().allMatch(input -> input.isEmpty() || isConstant(input));
            for (var output : node.getOutputList()) {
                if (!known.add(output) && !output.isEmpty()) {
                    throw new VisionException.BadModel("the graph is damaged: `%s` is made twice".formatted(output));
                }
                makers.put(output, node);
                if (constant) {
                    constants.add(output);
                }
            }
        }
    }

    /// Whether the tensor depends on weights alone.
    boolean isConstant(String tensor) {
        return constants.contains(tensor);
    }

    /// The node that makes the tensor, or null for an input of the graph.
    @Nullable
    NodeProto maker(String tensor) {
        return makers.get(tensor);
    }

    /// The input of the node that depends on the picture; null if there are none or several.
    @Nullable
    String data(NodeProto node) {
        String found = null;
        for (var input : node.getInputList()) {
            if (!input.isEmpty() && !isConstant(input)) {
                if (found != null) {
                    return null;
                }
                found = input;
            }
        }
        return found;
    }
}
