package dev.lookalike.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/// A classifier of one layer.
final class TinyGraph {
    private TinyGraph() {}

    /// @param operation
    ///            of that layer
    static Path with(Path file, String operation) {
        var weights = TensorProto.newBuilder().setName("weights").setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(3).addDims(4);
        for (int i = 0; i < 12; i++) {
            weights.addFloatData(i % 5 - 2);
        }
        var graph = GraphProto.newBuilder().setName("tiny").addInput(value("pixels", -1, 3, -1, -1))
                .addOutput(value("logits", -1, 4)).addInitializer(weights).addNode(node(operation, "layer", "pixels"))
                .addNode(node("GlobalAveragePool", "pooled", "layer")).addNode(node("Flatten", "flat", "pooled"))
                .addNode(node("MatMul", "logits", "flat", "weights"));
        var model = ModelProto.newBuilder().setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).setGraph(graph).build();
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

    private static ValueInfoProto value(String name, int... sizes) {
        var shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < sizes.length; i++) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(sizes[i] < 0 ? dimension.setDimParam(name + i) : dimension.setDimValue(sizes[i]));
        }
        var type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
    }
}
