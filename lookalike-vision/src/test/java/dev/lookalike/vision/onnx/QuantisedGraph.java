package dev.lookalike.vision.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;

/// How quantised classifiers end, as ONNX Runtime's own tools write them: a tiny one of each kind, whose embedding is the mean
/// colour.
enum QuantisedGraph {
    /// Every layer between a QuantizeLinear and a DequantizeLinear.
    QDQ(1e-6) {
        @Override
        void end(GraphProto.Builder graph) {
            graph.addNode(node("GlobalAveragePool", "pooled", "pixels"));
            requantised(graph, "pooled", "pooled_again");
            graph.addNode(flattened("pooled_again"));
            requantised(graph, "flat", "flat_again");
            graph.addNode(node("DequantizeLinear", "weights", "weights8", "step", "zero_weight"))
                    .addNode(node("MatMul", "product", "flat_again", "weights"));
            requantised(graph, "product", "scores");
            graph.addNode(node("Softmax", "answer", "scores"));
        }
    },
    /// Layers that take and give 8-bit numbers.
    LINEAR(1 / 64.0) {
        @Override
        void end(GraphProto.Builder graph) {
            graph.addNode(node("QuantizeLinear", "pixels8", "pixels", "step", "zero"))
                    .addNode(node("QLinearGlobalAveragePool", "pooled", "pixels8", "step", "zero", "step", "zero")
                            .toBuilder()
                            .setDomain(MICROSOFT).addAttribute(integer("channels_last", 0)))
                    .addNode(flattened("pooled"))
                    .addNode(node("QGemm", "product", "flat", "step", "zero", "weights8", "step", "zero_weight", "",
                            "step", "zero")
                            .toBuilder().setDomain(MICROSOFT))
                    .addNode(node("DequantizeLinear", "answer", "product", "step", "zero"));
        }
    },
    /// Weights in 8 bits, the rest quantised as it comes.
    DYNAMIC(1e-6) {
        @Override
        void end(GraphProto.Builder graph) {
            graph.addNode(node("GlobalAveragePool", "pooled", "pixels")).addNode(flattened("pooled"))
                    .addNode(node("DynamicQuantizeLinear", "flat8", "flat").toBuilder().addOutput("flat_step")
                            .addOutput("flat_zero"))
                    .addNode(node("Mul", "both_steps", "flat_step", "step"))
                    .addNode(node("MatMulInteger", "product", "flat8", "weights8", "flat_zero", "zero_weight"))
                    .addNode(node("Cast", "floats", "product").toBuilder()
                            .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)))
                    .addNode(node("Mul", "answer", "floats", "both_steps"));
        }
    };

    static final int CLASSES = 4;
    private static final float STEP = 1 / 64f;
    private static final String MICROSOFT = "com.microsoft";

    private final double precision;

    QuantisedGraph(double precision) {
        this.precision = precision;
    }

    /// How far the embedding may be from the mean colour.
    double precision() {
        return precision;
    }

    abstract void end(GraphProto.Builder graph);

    byte[] onnx() {
        var weights = TensorProto.newBuilder().setName("weights8").setDataType(TensorProto.DataType.INT8_VALUE)
                .addDims(3)
                .addDims(CLASSES).setRawData(ByteString.copyFrom(new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
        var step = TensorProto.newBuilder().setName("step").setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(STEP);
        var graph = GraphProto.newBuilder().setName("quantised").addInput(value("pixels", 0, 3, 8, 8))
                .addOutput(value("answer", 0, CLASSES)).addInitializer(weights).addInitializer(step)
                .addInitializer(zero("zero", TensorProto.DataType.UINT8_VALUE))
                .addInitializer(zero("zero_weight", TensorProto.DataType.INT8_VALUE));
        end(graph);
        return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1)).setGraph(graph)
                .build()
                .toByteArray();
    }

    private static TensorProto zero(String name, int type) {
        return TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(new byte[1]))
                .build();
    }

    private static void requantised(GraphProto.Builder graph, String from, String to) {
        graph.addNode(node("QuantizeLinear", from + "_8", from, "step", "zero"))
                .addNode(node("DequantizeLinear", to, from + "_8", "step", "zero"));
    }

    private static NodeProto flattened(String from) {
        return node("Flatten", "flat", from).toBuilder().addAttribute(integer("axis", 1)).build();
    }

    static NodeProto node(String operation, String output, String... inputs) {
        var node = NodeProto.newBuilder().setOpType(operation).setName(output).addOutput(output);
        for (var input : inputs) {
            node.addInput(input);
        }
        return node.build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setI(value).setType(AttributeProto.AttributeType.INT).build();
    }

    static ValueInfoProto value(String name, int... sizes) {
        var shape = TensorShapeProto.newBuilder();
        for (int size : sizes) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(size > 0 ? dimension.setDimValue(size) : dimension.setDimParam("batch"));
        }
        var type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape);
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
    }
}
