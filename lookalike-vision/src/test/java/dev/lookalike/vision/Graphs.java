package dev.lookalike.vision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/// Graphs for tests: those in the resources, and tiny ones made here.
final class Graphs {
    private static final int CLASSES = 4;

    private Graphs() {}

    /// A graph of the test resources.
    static Path resource(String name) {
        try {
            return Path.of(Graphs.class.getResource("/graphs/" + name + ".onnx").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// A network whose embedding is the mean colour of what comes out of one layer.
    ///
    /// @param operation
    ///            of that layer, on the pixels and on themselves: `Add` doubles them, `Div` makes NaN of black
    static Path tiny(Path file, String operation, String... size) {
        var weights = TensorProto.newBuilder().setName("weights").setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(3)
                .addDims(CLASSES);
        for (int i = 0; i < 3 * CLASSES; i++) {
            weights.addFloatData(i % 5 - 2);
        }
        var graph = GraphProto.newBuilder().setName("tiny")
                .addInput(value("pixels", "batch", "3", size.length == 0 ? "height" : size[0],
                        size.length == 0 ? "width" : size[0]))
                .addOutput(value("logits", "batch", Integer.toString(CLASSES))).addInitializer(weights)
                .addNode(node(operation, "layer", "pixels", "pixels"))
                .addNode(node("GlobalAveragePool", "pooled", "layer"))
                .addNode(node("Flatten", "flat", "pooled")
                        .toBuilder().addAttribute(AttributeProto.newBuilder().setName("axis").setI(1)
                                .setType(AttributeProto.AttributeType.INT)))
                .addNode(node("MatMul", "logits", "flat", "weights"));
        var model = ModelProto.newBuilder().setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph).build();
        try {
            return Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeProto node(String operation, String output, String... inputs) {
        var node = NodeProto.newBuilder().setOpType(operation).setName(output).addOutput(output);
        for (var input : inputs) {
            node.addInput(input);
        }
        return node.build();
    }

    private static ValueInfoProto value(String name, String... sizes) {
        var shape = TensorShapeProto.newBuilder();
        for (var size : sizes) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    size.matches("\\d+") ? dimension.setDimValue(Long.parseLong(size)) : dimension.setDimParam(size));
        }
        var type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
    }
}
