package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// The graph of an image classifier, opened so that more than its classes can be asked for.
public final class ClassifierGraph {
    /*
     * A classifier ends in one linear layer that turns an embedding into a score for each class. Everything else is found
     * by walking back from the graph's output:
     *
     *     picture ... -> feature map -> global pooling -> embedding -> linear layer -> logits -> softmax -> output
     *
     * The logits are what enters the last Softmax, or the output itself. From there back, layers that only rename, reshape,
     * quantise, shift or scale are stepped over until the linear layer: a Gemm, a MatMul with constant weights, or a
     * Conv. What enters it is the embedding. From the embedding back, the same layers are stepped over until a pooling; what
     * enters that is the feature map. A pooling that is met on the way to the linear layer (SqueezeNet: Conv, Relu,
     * GlobalAveragePool) means that the classifier looks at each place before the mean is taken: then what enters that Conv is
     * the feature map, and a pooling of it is added to the graph as the embedding.
     *
     * Whether the embedding really is the mean of the map is not decided here: ClassifierSession tries it on a picture.
     */
    private static final Set<String> STEPPED_OVER = Set.of("Identity", "Cast", "Reshape", "Flatten", "Squeeze",
            "Unsqueeze", "Transpose", "Dropout", "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear");
    private static final Set<String> SHIFTS_AND_SCALES = Set.of("Add", "Sub", "Mul", "Div");
    private static final Set<String> PROBABILITIES = Set.of("Softmax", "LogSoftmax", "Sigmoid");
    private static final Set<String> POOLINGS = Set.of("GlobalAveragePool", "AveragePool", "ReduceMean");
    private static final Set<String> BEFORE_POOLING = Set.of("Relu", "LeakyRelu", "Clip", "BatchNormalization");
    private static final Set<String> LINEAR_LAYERS = Set.of("Gemm", "MatMul", "Conv");
    /// Layers that take 8-bit numbers, followed by their scale and zero point.
    private static final Set<String> QUANTISED_LINEAR_LAYERS = Set.of("QGemm", "QLinearMatMul", "QLinearConv");
    /// Layers whose input was just quantised by a DynamicQuantizeLinear.
    private static final Set<String> INTEGER_LINEAR_LAYERS = Set.of("MatMulInteger", "ConvInteger");
    private static final Set<String> QUANTISED_POOLINGS = Set.of("QLinearGlobalAveragePool", "QLinearAveragePool");
    private static final String ADDED_EMBEDDING = "lookalike_embedding";
    private static final String ADDED_MAP = "lookalike_feature_map";

    /// What the graph takes: one picture, or several at once.
    ///
    /// @param channelsLast
    ///            whether red, green and blue of a pixel lie side by side
    /// @param batch
    ///            how many pictures at once, or 0 where any number will do
    /// @param height
    ///            in pixels, or 0 where any will do
    /// @param width
    ///            in pixels, or 0 where any will do
    public record Input(String name, boolean channelsLast, int batch, int height, int width) {}

    private final ModelProto model;
    private final Wiring wiring;
    private final List<NodeProto> added = new ArrayList<>();
    private final Input input;
    private final NodeProto linear;
    private final String logits;
    private final String embedding;
    private final @Nullable String map;

    /// Reads a graph.
    ///
    /// @param onnx
    ///            the bytes of an ONNX file; not copied, and needed as long as this graph is
    /// @throws VisionException.BadModel
    ///             if the bytes are no ONNX file, or the graph is no image classifier; the message says what was found
    public static ClassifierGraph read(ByteBuffer onnx) {
        try {
            var in = UnsafeByteOperations.unsafeWrap(onnx).newCodedInput();
            in.enableAliasing(true);
            return new ClassifierGraph(ModelProto.parseFrom(in));
        } catch (IOException e) {
            throw new VisionException.BadModel("the file is no ONNX graph: " + e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            throw new VisionException.BadModel("the graph is damaged: a layer lacks an input or an output");
        }
    }

    private ClassifierGraph(ModelProto model) {
        this.model = model;
        var graph = model.getGraph();
        if (graph.getNodeCount() == 0) {
            throw new VisionException.BadModel("the file is no ONNX graph: it has no layers");
        }
        if (graph.getInitializerList().stream()
                .anyMatch(t -> t.getDataLocation() == TensorProto.DataLocation.EXTERNAL)) {
            throw new VisionException.BadModel(
                    "the graph keeps its weights in another file; save it as one file (`onnx.save(model, file)`)");
        }
        wiring = new Wiring(graph);
        input = imageInput(graph);
        var end = end(graph);
        linear = end.linear;
        logits = end.logits;
        var pooling = end.pooled ? null : poolingBehind(end.linear.getInput(0));
        if (end.pooled) {
            map = floats(end.linear, ADDED_MAP);
            embedding = pooled(map);
        } else if (pooling == null) {
            map = null;
            embedding = beforeQuantising(floats(end.linear, ADDED_EMBEDDING));
        } else if (QUANTISED_POOLINGS.contains(pooling.getOpType())) {
            map = floats(pooling, ADDED_MAP);
            embedding = pooled(map);
        } else {
            map = pooling.getInput(0);
            embedding = pooling.getOutput(0);
        }
    }

    /// What the graph takes.
    public Input input() {
        return input;
    }

    /// How much each value of the embedding speaks for each class: a row of `dimension` values for each.
    ///
    /// @throws VisionException.BadModel
    ///             if the weights of the last layer have another form
    public float[][] classWeights(int dimension) {
        return ClassifierWeights.of(model, linear, dimension);
    }

    String logits() {
        return logits;
    }

    String embedding() {
        return embedding;
    }

    /// What enters the last pooling, or null if there is none.
    @Nullable
    String map() {
        return map;
    }

    private Input imageInput(GraphProto graph) {
        var inputs = graph.getInputList().stream().filter(value -> !wiring.isConstant(value.getName())).toList();
        var found = inputs.stream().map(ClassifierGraph::described).collect(Collectors.joining(", "));
        if (inputs.size() != 1) {
            throw new VisionException.BadModel("the graph has %d inputs (%s); an image classifier has one, a picture"
                    .formatted(inputs.size(), found));
        }
        var only = inputs.getFirst();
        var tensor = only.getType().getTensorType();
        var dims = sizes(tensor.getShape());
        if (dims.size() != 4 || !(dims.get(1) == 3 || dims.get(3) == 3)) {
            throw new VisionException.BadModel(
                    "the graph's input %s is no picture; an image classifier takes batch x 3 x height x width"
                            .formatted(found));
        }
        if (tensor.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new VisionException.BadModel(
                    "the graph's input %s does not hold float32 numbers; export it with a float32 input"
                            .formatted(found));
        }
        boolean last = dims.get(1) != 3;
        return new Input(only.getName(), last, dims.get(0), dims.get(last ? 1 : 2), dims.get(last ? 2 : 3));
    }

    private record End(NodeProto linear, String logits, boolean pooled) {}

    private End end(GraphProto graph) {
        VisionException.BadModel reason = null;
        for (var output : graph.getOutputList()) {
            try {
                return end(output);
            } catch (VisionException.BadModel e) {
                reason = reason == null ? e : reason;
            }
        }
        throw reason == null ? new VisionException.BadModel("the graph has no output") : reason;
    }

    private End end(ValueInfoProto output) {
        refuseImages(output);
        String at = output.getName();
        String scores = at;
        boolean pooled = false;
        for (var node = wiring.maker(at); node != null; node = wiring.maker(at)) {
            String operation = node.getOpType();
            if (isLinear(node)) {
                return new End(node, scores, pooled);
            }
            String shifted = SHIFTS_AND_SCALES.contains(operation) ? shifted(node) : null;
            boolean reshaping = STEPPED_OVER.contains(operation)
                    || (pooled && BEFORE_POOLING.contains(operation));
            String from = shifted == null ? node.getInput(0) : shifted;
            if (PROBABILITIES.contains(operation) && at.equals(scores)) {
                scores = from;
            } else if (POOLINGS.contains(operation) || QUANTISED_POOLINGS.contains(operation)) {
                pooled = true;
            } else if (shifted == null && !reshaping) {
                throw noLinearLayer(output, "is made by " + operation);
            }
            at = from;
        }
        throw noLinearLayer(output, "leads back to the input `%s`".formatted(at));
    }

    private boolean isLinear(NodeProto node) {
        String operation = node.getOpType();
        boolean plain = LINEAR_LAYERS.contains(operation) && !wiring.isConstant(node.getInput(0))
                && wiring.isConstant(node.getInput(1));
        return plain || QUANTISED_LINEAR_LAYERS.contains(operation) || INTEGER_LINEAR_LAYERS.contains(operation);
    }

    /// What is shifted or scaled by something that is not: by a constant, or, after a linear layer in whole numbers, by the
    /// step that its input was quantised with.
    private @Nullable String shifted(NodeProto node) {
        for (var input : node.getInputList()) {
            var cast = wiring.maker(input);
            var maker = cast == null || !cast.getOpType().equals("Cast") ? null : wiring.maker(cast.getInput(0));
            if (maker != null && INTEGER_LINEAR_LAYERS.contains(maker.getOpType())) {
                return input;
            }
        }
        return wiring.data(node);
    }

    private static VisionException.BadModel noLinearLayer(ValueInfoProto output, String found) {
        return new VisionException.BadModel(
                "the graph's output %s %s; a classifier ends in a linear layer (Gemm, MatMul or Conv) with one value a class"
                        .formatted(described(output), found));
    }

    private static void refuseImages(ValueInfoProto output) {
        var dims = sizes(output.getType().getTensorType().getShape());
        long free = dims.stream().skip(1).filter(size -> size > 1).count();
        if (free > 1) {
            throw new VisionException.BadModel("the graph's output %s is %s; a classifier ends in 1 x classes"
                    .formatted(described(output), dims.size() == 4 ? "an image" : "a table"));
        }
    }

    /// What enters the layer, in floats: a conversion is added where the layer takes 8-bit numbers.
    private String floats(NodeProto layer, String name) {
        if (INTEGER_LINEAR_LAYERS.contains(layer.getOpType())) {
            var quantised = wiring.maker(layer.getInput(0));
            return quantised == null ? layer.getInput(0) : quantised.getInput(0);
        }
        if (!layer.getOpType().startsWith("Q")) {
            return layer.getInput(0);
        }
        added.add(NodeProto.newBuilder().setOpType("DequantizeLinear").addAllInput(layer.getInputList().subList(0, 3))
                .addOutput(name).build());
        return name;
    }

    private String pooled(String map) {
        added.add(
                NodeProto.newBuilder().setOpType("GlobalAveragePool").addInput(map).addOutput(ADDED_EMBEDDING).build());
        return ADDED_EMBEDDING;
    }

    /// Steps back over a quantisation, so that the embedding keeps its full precision.
    private String beforeQuantising(String tensor) {
        var outer = wiring.maker(tensor);
        if (outer == null || !outer.getOpType().equals("DequantizeLinear")) {
            return tensor;
        }
        var inner = wiring.maker(outer.getInput(0));
        return inner != null && inner.getOpType().equals("QuantizeLinear") ? inner.getInput(0) : tensor;
    }

    private @Nullable NodeProto poolingBehind(String tensor) {
        var node = wiring.maker(tensor);
        while (node != null && STEPPED_OVER.contains(node.getOpType())) {
            node = wiring.maker(node.getInput(0));
        }
        boolean pooling = node != null
                && (POOLINGS.contains(node.getOpType()) || QUANTISED_POOLINGS.contains(node.getOpType()));
        return pooling ? node : null;
    }

    /// The graph with embedding, logits and feature map as its outputs, and no layer that they do not need.
    ///
    /// @param height
    ///            of the input, where the graph takes any
    /// @param width
    ///            of the input, where the graph takes any
    ByteBuffer opened(Arena arena, int height, int width) {
        var graph = model.getGraph().toBuilder().addAllNode(added);
        var outputs = Stream.of(embedding, logits, map).filter(Objects::nonNull).distinct().toList();
        graph.clearOutput().clearValueInfo();
        outputs.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
        var picture = graph.getInputList().stream().filter(value -> value.getName().equals(input.name)).findFirst()
                .orElseThrow();
        graph.clearInput().addInput(fixed(picture, height, width));
        prune(graph, outputs);
        // Since version 4 weights need not be listed as inputs, and those that are not may be folded into the layers.
        long version = Math.max(4, model.getIrVersion());
        return serialised(arena, model.toBuilder().setIrVersion(version).setGraph(graph).build());
    }

    /// The graph with the embedding as its only output, and no layer that it does not need.
    public byte[] toEmbedding() {
        var graph = model.getGraph().toBuilder().addAllNode(added);
        graph.clearOutput().clearValueInfo().addOutput(ValueInfoProto.newBuilder().setName(embedding));
        prune(graph, List.of(embedding));
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private ValueInfoProto fixed(ValueInfoProto value, int height, int width) {
        var built = value.toBuilder();
        var shape = built.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (height > 0) {
            shape.setDim(input.channelsLast ? 1 : 2, TensorShapeProto.Dimension.newBuilder().setDimValue(height));
            shape.setDim(input.channelsLast ? 2 : 3, TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        }
        return built.build();
    }

    static void prune(GraphProto.Builder graph, List<String> outputs) {
        var nodes = graph.getNodeList();
        if (nodes.stream()
                .anyMatch(node -> node.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0))) {
            return; // a branch or a loop reads tensors that it does not list as inputs
        }
        Set<String> needed = new HashSet<>(outputs);
        var kept = new ArrayDeque<NodeProto>();
        for (var node : nodes.reversed()) {
            if (node.getOutputList().stream().anyMatch(needed::contains)) {
                needed.addAll(node.getInputList());
                kept.addFirst(node);
            }
        }
        var weights = graph.getInitializerList().stream().filter(tensor -> needed.contains(tensor.getName())).toList();
        graph.clearNode().addAllNode(kept).clearInitializer().addAllInitializer(weights);
    }

    private static ByteBuffer serialised(Arena arena, ModelProto model) {
        var bytes = arena.allocate(model.getSerializedSize()).asByteBuffer();
        try {
            var out = CodedOutputStream.newInstance(bytes);
            model.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError("the size was asked first", e);
        }
        return bytes.flip();
    }

    /// Each size of a shape, 0 where any will do.
    private static List<Integer> sizes(TensorShapeProto shape) {
        return shape.getDimList().stream().map(dim -> (int) Math.max(0, dim.getDimValue())).toList();
    }

    private static String described(ValueInfoProto value) {
        var tensor = value.getType().getTensorType();
        var dims = tensor.getShape().getDimList().stream()
                .map(dim -> dim.hasDimValue()
                        ? Long.toString(dim.getDimValue())
                        : dim.getDimParam().isEmpty() ? "?" : dim.getDimParam())
                .collect(Collectors.joining("x"));
        var type = TensorProto.DataType.forNumber(tensor.getElemType());
        return "`%s` (%s%s)".formatted(value.getName(), dims.isEmpty() ? "" : dims + " ",
                type == null ? "unknown" : type.name().toLowerCase(Locale.ROOT));
    }
}
