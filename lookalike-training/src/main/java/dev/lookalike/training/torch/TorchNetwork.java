package dev.lookalike.training.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lookalike.training.onnx.Layer;
import dev.lookalike.training.onnx.LayerGraph;
import dev.lookalike.training.onnx.Tensor;
import org.jspecify.annotations.Nullable;

/// A network in PyTorch's memory, ready to be run forwards and backwards. For one thread at a time.
public final class TorchNetwork implements AutoCloseable {
    /// Layers whose further inputs say how, and are no arrays.
    private static final Set<String> TOLD_HOW = Set.of("Clip", "Reshape", "Squeeze", "Unsqueeze", "ReduceMean");

    private final LayerGraph graph;
    private final Operations operations;
    private final NDManager memory = Torch.arrays();
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Map<String, Integer> uses;

    /// Why networks cannot be run here and what to do about it, or nothing if they can.
    public static Optional<String> obstacle() {
        return Torch.obstacle();
    }

    /// @throws dev.lookalike.vision.VisionException.BadModel
    ///             if there is a layer that is not known here
    public TorchNetwork(LayerGraph graph) {
        graph.layers().forEach(Operations::requireKnown);
        this.graph = graph;
        operations = new Operations(graph.constants()::get);
        uses = graph.uses();
        for (Layer layer : graph.layers()) {
            for (String name : arrayInputs(layer)) {
                Tensor constant = graph.constants().get(name);
                if (constant != null) {
                    arrays.computeIfAbsent(name, _ -> array(memory, constant));
                }
            }
        }
    }

    private static List<String> arrayInputs(Layer layer) {
        return TOLD_HOW.contains(layer.operation())
                ? layer.inputs().subList(0, 1)
                : layer.inputs().stream().filter(name -> !name.isEmpty()).toList();
    }

    static NDArray array(NDManager memory, Tensor tensor) {
        return array(memory, tensor.values(), tensor.dims());
    }

    static NDArray array(NDManager memory, float[] values, long... dims) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(values).flip();
        return memory.create(buffer, new Shape(dims));
    }

    NDManager memory() {
        return memory;
    }

    /// The array of a constant.
    NDArray weight(String name) {
        NDArray found = arrays.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no layer reads the array `%s`".formatted(name));
        }
        return found;
    }

    /// The constants as they are now.
    public Map<String, Tensor> tensors(Set<String> names) {
        var tensors = new HashMap<String, Tensor>();
        for (String name : names) {
            NDArray array = weight(name);
            tensors.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray()));
        }
        return tensors;
    }

    /// The embeddings of pictures, one after the other.
    ///
    /// @param pixels
    ///            normalised, as the network takes them
    /// @param shape
    ///            of the pixels, pictures first
    public float[] embeddings(float[] pixels, long... shape) {
        return embeddings(pixels, (_, _) -> {}, shape);
    }

    /// The same, showing what each layer makes, and the pixels, by name.
    public float[] embeddings(float[] pixels, BiConsumer<String, float[]> seen, long... shape) {
        try (NDManager step = memory.newSubManager()) {
            NDArray in = array(step, pixels, shape);
            return forward(in, (name, made) -> {
                // Only who looks pays for the copy.
                seen.accept(name, made.toFloatArray());
            }).toFloatArray();
        }
    }

    /// The lowest and highest value that each layer makes of pictures, and of the pixels, by name.
    public Map<String, float[]> ranges(float[] pixels, long... shape) {
        var ranges = new HashMap<String, float[]>();
        try (NDManager step = memory.newSubManager()) {
            forward(array(step, pixels, shape),
                    (name, made) -> ranges.put(name, new float[]{made.min().getFloat(), made.max().getFloat()}));
        }
        return ranges;
    }

    /// What the network makes of pictures, attached to what they are attached to.
    NDArray forward(NDArray pixels, @Nullable BiConsumer<String, NDArray> seen) {
        var made = new HashMap<String, NDArray>(Map.of(graph.pixels(), pixels));
        var left = new HashMap<>(uses);
        if (seen != null) {
            seen.accept(graph.pixels(), pixels);
        }
        for (Layer layer : graph.layers()) {
            List<String> names = arrayInputs(layer);
            NDArray output = operations.run(layer, inputs(names, made, pixels.getManager()));
            made.put(layer.output(), output);
            if (seen != null) {
                seen.accept(layer.output(), output);
            }
            for (String name : names) {
                // PyTorch keeps what it needs to go backwards; the handle here is not one of those.
                if (left.merge(name, -1, Integer::sum) == 0 && !name.equals(graph.pixels())) {
                    NDArray done = made.remove(name);
                    if (done != null) {
                        done.close();
                    }
                }
            }
        }
        NDArray embedding = made.get(graph.embedding());
        if (embedding == null) {
            throw new IllegalStateException("no layer makes " + graph.embedding());
        }
        return embedding.reshape(pixels.getShape().get(0), -1);
    }

    private List<NDArray> inputs(List<String> names, Map<String, NDArray> made, NDManager step) {
        var inputs = new ArrayList<NDArray>(names.size());
        for (String name : names) {
            NDArray found = made.get(name);
            if (found != null) {
                inputs.add(found);
            } else if (inputs.isEmpty()) {
                inputs.add(attached(weight(name), step));
            } else {
                inputs.add(weight(name));
            }
        }
        return inputs;
    }

    /// The same numbers; what is made of them is attached to `step`, and given back with it.
    static NDArray attached(NDArray weight, NDManager step) {
        NDArray view = weight.reshape(weight.getShape());
        view.attach(step);
        return view;
    }

    @Override
    public void close() {
        memory.close();
    }
}
