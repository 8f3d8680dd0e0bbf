package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lookalike.vision.VisionException;

/// The first layers of a network, ready to run: a picture in, some of the maps that they make of it out.
///
/// All methods may be called from any thread; each call uses the thread it is called on and no other.
public final class EarlyMaps implements AutoCloseable {
    private final OrtEnvironment environment = ClassifierSession.environment();
    private final OrtSession session;
    private final String input;
    private final List<String> maps;
    private final int side;
    private final ConcurrentLinkedQueue<InputMemory> memories = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    /// A grid of vectors.
    ///
    /// @param values
    ///            the grid of the first channel row by row, then that of the next
    public record EarlyMap(int channels, int rows, int columns, float[] values) {}

    /// Opens a network; layers that the maps do not need are left out.
    ///
    /// @param onnx
    ///            the bytes of an ONNX file, whose input is one picture, channels first; not kept
    /// @param maps
    ///            the names of the graph's tensors
    /// @param side
    ///            of the pictures, in pixels
    /// @throws VisionException.BadModel
    ///             if the runtime cannot open it
    public static EarlyMaps open(ByteBuffer onnx, List<String> maps, int side) {
        try {
            return new EarlyMaps(ModelProto.parseFrom(onnx.duplicate()), maps, side);
        } catch (IOException | OrtException e) {
            throw new VisionException.BadModel("ONNX Runtime cannot use the network: " + e.getMessage());
        }
    }

    private EarlyMaps(ModelProto model, List<String> maps, int side) throws OrtException {
        this.maps = List.copyOf(maps);
        this.side = side;
        var graph = model.getGraph().toBuilder();
        input = graph.getInput(0).getName();
        graph.clearOutput().clearValueInfo();
        maps.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
        ClassifierGraph.prune(graph, maps);
        long version = Math.max(4, model.getIrVersion());
        byte[] cut = model.toBuilder().setIrVersion(version).setGraph(graph).build().toByteArray();
        try (var options = ClassifierSession.options(false)) {
            session = environment.createSession(cut, options);
        }
    }

    /// The maps of one picture, in the order they were named in.
    ///
    /// @param filler
    ///            writes `3 * side * side` numbers: all red, all green, all blue
    /// @throws IllegalStateException
    ///             if this is closed, or the runtime fails
    public List<EarlyMap> of(Consumer<FloatBuffer> filler) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this texture embedder is closed");
            }
            return asked(filler);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            open.readLock().unlock();
        }
    }

    private List<EarlyMap> asked(Consumer<FloatBuffer> filler) throws OrtException {
        var idle = memories.poll();
        var memory = idle == null ? new InputMemory() : idle;
        try {
            var room = memory.room(3 * side * side);
            filler.accept(room.slice(0, 3 * side * side));
            try (var tensor = OnnxTensor.createTensor(environment, room, new long[]{1, 3, side, side});
                    var result = session.run(Map.of(input, tensor), Set.copyOf(maps))) {
                return maps.stream().map(name -> map((OnnxTensor) result.get(name).orElseThrow())).toList();
            }
        } finally {
            memories.add(memory);
        }
    }

    private static EarlyMap map(OnnxTensor tensor) {
        long[] dims = tensor.getInfo().getShape();
        return new EarlyMap((int) dims[1], (int) dims[2], (int) dims[3], tensor.getFloatBuffer().array());
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                memories.forEach(InputMemory::close);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
