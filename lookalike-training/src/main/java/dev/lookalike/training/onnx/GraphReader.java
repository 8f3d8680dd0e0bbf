package dev.lookalike.training.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.lookalike.vision.VisionException;

/// Reads ONNX files as plain layers.
public final class GraphReader {
    /*
     * What differs between exporters and versions of ONNX is brought to one form, that of opset 17:
     *
     * 1. What depends on constants alone (Cast of weights kept as float16, ConstantOfShape, Unsqueeze ...) is computed now.
     * 2. What does nothing at inference (Identity, Dropout, Cast to float) is left out.
     * 3. Networks in 8-bit numbers become float networks with the same weights; a QuantizeLinear becomes the Clip that it was too,
     *    for exporters leave a Relu or Clip out that its range makes needless.
     * 4. Clip's bounds become inputs, ReduceMean's axes an attribute, and a Reshape to one picture takes any number.
     */
    private static final Set<String> NOTHING = Set.of("Identity", "Dropout", "Cast",
            "DequantizeLinear");
    private static final Set<String> DROPPED = Set.of("spatial", "consumed_inputs", "is_test", "training_mode",
            "allowzero");
    private static final long FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private final Map<String, Tensor> constants = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Set<String> signed = new HashSet<>();

    private GraphReader() {}

    /// Reads a graph with one input and one output, as vision opens it.
    ///
    /// @throws VisionException.BadModel
    ///             if it holds what cannot be trained
    public static LayerGraph read(byte[] onnx) {
        try {
            return new GraphReader().read(ModelProto.parseFrom(onnx));
        } catch (InvalidProtocolBufferException e) {
            throw new VisionException.BadModel("the file is no ONNX graph: " + e.getMessage());
        }
    }

    private LayerGraph read(ModelProto model) {
        var graph = model.getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw new VisionException.BadModel(
                    "the graph has sparse weights, which cannot be trained; make them dense");
        }
        graph.getInitializerList().forEach(tensor -> {
            constants.put(tensor.getName(), tensor(tensor));
            if (tensor.getDataType() == TensorProto.DataType.INT8.getNumber()) {
                signed.add(tensor.getName());
            }
        });
        graph.getNodeList().forEach(this::add);
        var pixels = graph.getInputList().stream().filter(value -> !constants.containsKey(value.getName())).findFirst()
                .orElseThrow();
        long[] shape = pixels.getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(dim -> Math.max(0, dim.getDimValue())).toArray();
        String embedding = graph.getOutput(0).getName();
        var used = new HashMap<String, Tensor>();
        layers.forEach(layer -> layer.inputs().stream().filter(constants::containsKey)
                .forEach(name -> used.put(name, constant(name))));
        return new LayerGraph(layers, used, pixels.getName(), shape, aliases.getOrDefault(embedding, embedding));
    }

    private Tensor constant(String name) {
        Tensor tensor = constants.get(name);
        if (tensor == null) {
            throw new VisionException.BadModel("the graph reads `%s`, which is no constant, as one".formatted(name));
        }
        return tensor;
    }

    private void add(NodeProto node) {
        List<String> inputs = node.getInputList().stream().map(name -> aliases.getOrDefault(name, name)).toList();
        String output = node.getOutput(0);
        String operation = node.getOpType();
        if (operation.equals("Constant")) {
            constants.put(output, given(node));
        } else if (!inputs.isEmpty() && inputs.stream().allMatch(name -> name.isEmpty() || isConstant(name))) {
            constants.put(output, computed(layer(node, inputs), node));
        } else if (NOTHING.contains(operation)) {
            requireFloat(node);
            aliases.put(output, inputs.getFirst());
        } else {
            layers.add(usual(layer(node, inputs)));
        }
    }

    private boolean isConstant(String name) {
        return constants.containsKey(name);
    }

    private static void requireFloat(NodeProto node) {
        node.getAttributeList().stream().filter(each -> each.getName().equals("to") && each.getI() != FLOAT).findAny()
                .ifPresent(_ -> {
                    throw new VisionException.BadModel(
                            "the graph computes in other numbers than float32 (Cast, which makes `%s`); export it in float32 to train it"
                                    .formatted(node.getOutput(0)));
                });
    }

    private static Layer layer(NodeProto node, List<String> inputs) {
        var counts = new HashMap<String, long[]>();
        var numbers = new HashMap<String, Float>();
        String padding = "NOTSET";
        for (AttributeProto attribute : node.getAttributeList()) {
            switch (attribute.getType()) {
                case INT -> counts.put(attribute.getName(), new long[]{attribute.getI()});
                case INTS -> counts.put(attribute.getName(),
                        attribute.getIntsList().stream().mapToLong(Long::longValue).toArray());
                case FLOAT -> numbers.put(attribute.getName(), attribute.getF());
                case STRING -> padding = attribute.getName().equals("auto_pad")
                        ? attribute.getS().toStringUtf8()
                        : padding;
                default -> {
                }
            }
        }
        counts.keySet().removeAll(DROPPED);
        return new Layer(node.getOpType(), inputs, node.getOutput(0), counts, numbers, padding);
    }

    private Layer usual(Layer layer) {
        return switch (layer.operation()) {
            case "QuantizeLinear" -> range(layer);
            case "Clip" -> layer.inputs().size() > 1 ? layer : clip(layer);
            case "ReduceMean" -> layer.inputs().size() > 1 ? mean(layer) : layer;
            case "Reshape" -> reshape(layer);
            default -> layer;
        };
    }

    private Layer clip(Layer layer) {
        var bounds = new ArrayList<>(List.of(layer.input(0)));
        for (String bound : List.of("min", "max")) {
            Float value = layer.numbers().get(bound);
            String name = value == null ? "" : layer.output() + "_" + bound;
            if (value != null) {
                constants.put(name, new Tensor(new long[0], new float[]{value}));
            }
            bounds.add(name);
        }
        return new Layer("Clip", bounds, layer.output(), Map.of(), Map.of(), "NOTSET");
    }

    /// What 8-bit numbers can hold.
    private Layer range(Layer layer) {
        float scale = constant(layer.input(1)).values()[0];
        float zero = layer.input(2).isEmpty() ? 0 : constant(layer.input(2)).values()[0];
        float lowest = signed.contains(layer.input(2)) ? Byte.MIN_VALUE : 0;
        constants.put(layer.output() + "_min", new Tensor(new long[0], new float[]{scale * (lowest - zero)}));
        constants.put(layer.output() + "_max",
                new Tensor(new long[0], new float[]{scale * (lowest + 255 - zero)}));
        return Layer.of("Clip", layer.output(), layer.input(0), layer.output() + "_min", layer.output() + "_max");
    }

    private Layer mean(Layer layer) {
        var counts = new HashMap<>(layer.counts());
        counts.put("axes", constant(layer.input(1)).whole());
        return new Layer("ReduceMean", layer.inputs().subList(0, 1), layer.output(), counts, Map.of(), "NOTSET");
    }

    private Layer reshape(Layer layer) {
        String name = layer.input(1);
        if (isConstant(name) && constant(name).values().length > 1 && constant(name).values()[0] == 1) {
            float[] sizes = constant(name).values().clone();
            sizes[0] = 0;
            String any = layer.output() + "_shape";
            constants.put(any, Tensor.row(sizes));
            return layer.reading(List.of(layer.input(0), any));
        }
        return layer;
    }

    private static Tensor given(NodeProto node) {
        for (AttributeProto attribute : node.getAttributeList()) {
            switch (attribute.getName()) {
                case "value" -> {
                    return tensor(attribute.getT());
                }
                case "value_float" -> {
                    return new Tensor(new long[0], new float[]{attribute.getF()});
                }
                case "value_int" -> {
                    return new Tensor(new long[0], new float[]{attribute.getI()});
                }
                default -> {
                }
            }
        }
        throw new VisionException.BadModel("the graph's constant `%s` holds no numbers".formatted(node.getOutput(0)));
    }

    private Tensor computed(Layer layer, NodeProto node) {
        Tensor first = constant(layer.input(0));
        return switch (layer.operation()) {
            case "Identity", "Cast" -> first;
            case "ConstantOfShape" -> filled(first.whole(), node);
            case "Unsqueeze" -> new Tensor(Shapes.unsqueezed(first.dims(), axes(layer)), first.values());
            case "Squeeze" -> new Tensor(Shapes.squeezed(first.dims(), axes(layer)), first.values());
            case "DequantizeLinear" -> dequantised(layer, first);
            case "Reshape" -> new Tensor(Shapes.reshaped(first.dims(), constant(layer.input(1)).whole()),
                    first.values());
            case "Transpose" -> Shapes.transposed(first, layer.counts("perm"));
            default -> throw new VisionException.BadModel(
                    "the graph computes its weights by a layer that is not known here (%s); fold its constants first (`onnxsim`, or ONNX Runtime's offline optimisation)"
                            .formatted(layer));
        };
    }

    private Tensor dequantised(Layer layer, Tensor levels) {
        float[] scales = constant(layer.input(1)).values();
        float[] zeros = layer.input(2).isEmpty() ? new float[scales.length] : constant(layer.input(2)).values();
        long[] dims = levels.dims();
        int axis = (int) layer.count("axis", 1);
        long behind = 1;
        for (int i = axis + 1; i < dims.length; i++) {
            behind *= dims[i];
        }
        var values = new float[levels.values().length];
        for (int i = 0; i < values.length; i++) {
            int channel = scales.length == 1 ? 0 : (int) (i / behind % scales.length);
            values[i] = (levels.values()[i] - zeros[channel]) * scales[channel];
        }
        return new Tensor(dims, values);
    }

    private long[] axes(Layer layer) {
        return layer.inputs().size() > 1 ? constant(layer.input(1)).whole() : layer.counts("axes");
    }

    private static Tensor filled(long[] dims, NodeProto node) {
        float value = node.getAttributeList().stream().filter(each -> each.getName().equals("value")).findFirst()
                .map(each -> tensor(each.getT()).values()[0]).orElse(0f);
        long count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, dim);
        }
        var values = new float[Math.toIntExact(count)];
        java.util.Arrays.fill(values, value);
        return new Tensor(dims, values);
    }

    private static Tensor tensor(TensorProto tensor) {
        long[] dims = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long count = 1;
        for (long dim : dims) {
            count = Math.multiplyExact(count, dim);
        }
        var values = new float[Math.toIntExact(count)];
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean packed = raw.hasRemaining();
        var type = TensorProto.DataType.forNumber(tensor.getDataType());
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> packed ? raw.getFloat() : tensor.getFloatData(i);
                case FLOAT16 -> Float.float16ToFloat(packed ? raw.getShort() : (short) tensor.getInt32Data(i));
                case DOUBLE -> (float) (packed ? raw.getDouble() : tensor.getDoubleData(i));
                case INT64 -> packed ? raw.getLong() : tensor.getInt64Data(i);
                case INT8 -> packed ? raw.get() : tensor.getInt32Data(i);
                case UINT8 -> packed ? raw.get() & 0xFF : tensor.getInt32Data(i);
                case INT32 -> packed ? raw.getInt() : tensor.getInt32Data(i);
                case null, default -> throw new VisionException.BadModel(
                        "the graph's weights `%s` are kept as %s; which cannot be trained here; take the one in float numbers"
                                .formatted(tensor.getName(), type));
            };
        }
        return new Tensor(dims, values);
    }
}
