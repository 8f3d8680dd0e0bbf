package dev.lookalike.vision.onnx;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.lookalike.vision.VisionException;

/// The weights of a classifier's last layer: how much each value of the embedding speaks for each class.
final class ClassifierWeights {
    /*
     * Graphs keep them in many ways: transposed or not, as float16 with a Cast, as 8-bit numbers with a scale for each class.
     * Whatever it is depends on no picture, so the runtime computes it: the part of the graph that makes the weights is
     * a graph of its own, without an input.
     *
     * Layers in whole numbers (MatMulInteger, ConvInteger) keep their scale elsewhere; it is the same for all classes, and what
     * is asked of the weights is their directions from their mean, which neither a scale nor a zero point changes.
     */
    private static final String FLOATS = "lookalike_class_weights";

    private ClassifierWeights() {}

    /// A row for each class, `dimension` values.
    ///
    /// @throws VisionException.BadModel
    ///             if they have another form than a linear layer's
    static float[][] of(ModelProto model, NodeProto linear, int dimension) {
        var environment = ClassifierSession.environment();
        byte[] graph = graph(model, linear).toByteArray();
        try (var options = ClassifierSession.options(true);
                var session = environment.createSession(graph, options);
                var result = session.run(Map.of())) {
            var tensor = (OnnxTensor) result.get(0);
            return rows(tensor.getFloatBuffer().array(), tensor.getInfo().getShape(), linear, dimension);
        } catch (OrtException e) {
            throw new VisionException.BadModel(
                    "the weights of the classifier cannot be read: " + e.getMessage());
        }
    }

    private static float[][] rows(float[] weights, long[] dims, NodeProto linear, int dimension) {
        boolean byClass = dims.length == 4 || transposed(linear);
        if (dims.length < 2 || dims[byClass ? 1 : 0] != dimension) {
            throw new VisionException.BadModel("the classifier's weights are %s; %d values for each class were expected"
                    .formatted(java.util.Arrays.toString(dims), dimension));
        }
        int classes = (int) dims[byClass ? 0 : 1];
        int places = dims.length == 4 ? (int) (dims[2] * dims[3]) : 1;
        var rows = new float[classes][dimension];
        for (int each = 0; each < classes; each++) {
            for (int i = 0; i < dimension; i++) {
                int from = byClass ? (each * dimension + i) * places : i * classes + each;
                for (int place = 0; place < places; place++) {
                    rows[each][i] += weights[from + place];
                }
            }
        }
        return rows;
    }

    private static boolean transposed(NodeProto linear) {
        return linear.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() == 1);
    }

    private static ModelProto graph(ModelProto model, NodeProto linear) {
        var weights = floats(linear);
        Set<String> needed = new HashSet<>(weights.getInputList());
        var kept = new ArrayDeque<NodeProto>();
        for (var node : model.getGraph().getNodeList().reversed()) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                needed.addAll(node.getInputList());
                kept.addFirst(node);
            }
        }
        var graph = GraphProto.newBuilder().setName("class weights").addAllNode(kept);
        graph.addNode(weights).addOutput(ValueInfoProto.newBuilder().setName(FLOATS));
        model.getGraph().getInitializerList().stream().filter(tensor -> needed.contains(tensor.getName()))
                .forEach(graph::addInitializer);
        return model.toBuilder().setIrVersion(Math.max(4, model.getIrVersion())).setGraph(graph).build();
    }

    /// What makes floats of the layer's weights.
    private static NodeProto floats(NodeProto linear) {
        boolean quantised = linear.getOpType().startsWith("Q");
        var inputs = quantised ? linear.getInputList().subList(3, 6) : List.of(linear.getInput(1));
        var node = NodeProto.newBuilder().addAllInput(inputs).addOutput(FLOATS);
        if (quantised) {
            boolean byClass = linear.getOpType().equals("QLinearConv") || transposed(linear);
            return node.setOpType("DequantizeLinear").addAttribute(number("axis", byClass ? 0 : 1)).build();
        }
        return node.setOpType("Cast").addAttribute(number("to", TensorProto.DataType.FLOAT_VALUE)).build();
    }

    private static AttributeProto number(String name, int value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }
}
