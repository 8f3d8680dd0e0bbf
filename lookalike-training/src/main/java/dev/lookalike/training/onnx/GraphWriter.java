package dev.lookalike.training.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
import com.google.protobuf.UnsafeByteOperations;

/// Writes layers as an ONNX file that any runtime opens: opset 17, any number of pictures, float32.
public final class GraphWriter {
    static final int OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final String LOGITS = "logits";
    private static final String FLAT = "flat_embedding";
    /// Inputs that ONNX wants as 64-bit whole numbers.
    private static final List<String> WHOLE = List.of("Reshape", "Squeeze", "Unsqueeze");

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("lookalike");

    private GraphWriter() {}

    /// The file of a network with a classifier behind its embedding.
    ///
    /// @param classifier
    ///            a row for each class, with as many values as the embedding has
    public static byte[] write(LayerGraph graph, Tensor classifier) {
        var writer = new GraphWriter();
        var constants = new TreeMap<>(graph.constants());
        for (Layer layer : graph.layers()) {
            writer.layer(layer, constants);
        }
        return writer.finish(graph, graph.embedding(), classifier);
    }

    /// The file of a network in 8-bit numbers.
    ///
    /// @param quantised
    ///            what the layers became
    static byte[] write(LayerGraph graph, Quantised quantised, Tensor classifier) {
        var writer = new GraphWriter();
        writer.graph.addAllInitializer(quantised.constants());
        writer.graph.addAllNode(quantised.nodes());
        return writer.finish(graph, quantised.embedding(), classifier);
    }

    /// Layers and constants as they are written.
    record Quantised(List<NodeProto> nodes, List<TensorProto> constants, String embedding) {}

    private void layer(Layer layer, Map<String, Tensor> left) {
        for (int i = 0; i < layer.inputs().size(); i++) {
            Tensor constant = left.remove(layer.input(i));
            if (constant != null) {
                graph.addInitializer(constant(layer, i, constant));
            }
        }
        graph.addNode(node(layer));
    }

    /// A constant in the numbers that its reader wants.
    static TensorProto constant(Layer reader, int input, Tensor constant) {
        boolean whole = input == 1 && WHOLE.contains(reader.operation());
        return whole ? whole(reader.input(input), constant) : floats(reader.input(input), constant);
    }

    static TensorProto floats(String name, Tensor tensor) {
        ByteBuffer raw = room(Float.BYTES * tensor.values().length);
        raw.asFloatBuffer().put(tensor.values());
        return tensor(name, TensorProto.DataType.FLOAT, tensor.dims(), raw);
    }

    private static TensorProto whole(String name, Tensor tensor) {
        ByteBuffer raw = room(Long.BYTES * tensor.values().length);
        raw.asLongBuffer().put(tensor.whole());
        return tensor(name, TensorProto.DataType.INT64, tensor.dims(), raw);
    }

    static TensorProto tensor(String name, TensorProto.DataType type, long[] dims, ByteBuffer raw) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(raw);
        var tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(bytes);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor.build();
    }

    static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static NodeProto node(Layer layer) {
        var node = NodeProto.newBuilder().setOpType(layer.operation()).setName(layer.output())
                .addAllInput(layer.inputs()).addOutput(layer.output());
        new TreeMap<>(layer.counts()).forEach((name, counts) -> {
            var attribute = AttributeProto.newBuilder().setName(name);
            if (isList(name)) {
                attribute.setType(AttributeProto.AttributeType.INTS);
                for (long count : counts) {
                    attribute.addInts(count);
                }
            } else {
                attribute.setType(AttributeProto.AttributeType.INT).setI(counts[0]);
            }
            node.addAttribute(attribute);
        });
        new TreeMap<>(layer.numbers()).forEach((name, number) -> node.addAttribute(AttributeProto.newBuilder()
                .setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(number)));
        if (!layer.padding().equals("NOTSET")) {
            node.addAttribute(AttributeProto.newBuilder().setName("auto_pad")
                    .setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(layer.padding())));
        }
        return node.build();
    }

    /// The attributes that ONNX defines as lists.
    private static boolean isList(String name) {
        return List.of("axes", "dilations", "kernel_shape", "pads", "perm", "strides").contains(name);
    }

    private byte[] finish(LayerGraph network, String embedding, Tensor classifier) {
        graph.addInitializer(floats("classifier", classifier));
        graph.addNode(node(new Layer("Flatten", List.of(embedding), FLAT, Map.of("axis", new long[]{1}),
                Map.of(), "NOTSET")));
        graph.addNode(node(new Layer("Gemm", List.of(FLAT, "classifier"), LOGITS,
                Map.of("transB", new long[]{1}), Map.of(), "NOTSET")));
        graph.addInput(value(network.pixels(), network.shape()));
        graph.addOutput(value(LOGITS, new long[]{0, classifier.dims()[0]}));
        return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("lookalike")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET)).setGraph(graph).build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, long[] dims) {
        var shape = TensorShapeProto.newBuilder();
        for (int i = 0; i < dims.length; i++) {
            var dim = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(i == 0
                    ? dim.setDimParam("batch")
                    : dims[i] == 0 ? dim.setDimParam(name + "_" + i) : dim.setDimValue(dims[i]));
        }
        return ValueInfoProto.newBuilder().setName(name)
                .setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(shape)))
                .build();
    }
}
