package dev.lookalike.vision.onnx;

import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.lookalike.vision.VisionException;

/// A classifier that is ready to run: ONNX Runtime's session and the memory its inputs lie in.
///
/// All methods may be called from any thread. At most `cores + 2` calls run at once, the others wait; each uses the
/// thread it is called on and no other.
public final class ClassifierSession implements AutoCloseable {
    /// How far the mean of a feature map may be from the embedding, as a share of the embedding's largest value.
    private static final float SAME = 1e-3f;
    private static final AtomicBoolean PREPARING = new AtomicBoolean();
    private static final AtomicBoolean HELD = new AtomicBoolean();

    private final ClassifierGraph graph;
    private final OrtEnvironment environment = environment();
    private final OrtSession session;
    private final int slots = Runtime.getRuntime().availableProcessors() + 2;
    private final Semaphore free = new Semaphore(slots, true);
    private final ConcurrentLinkedQueue<InputMemory> memories = new ConcurrentLinkedQueue<>();
    private final Trial trial;
    private volatile boolean closed;

    /// What comes in: so many pictures of one size.
    public record Shape(int pictures, int height, int width) {
        int floats() {
            return Math.multiplyExact(Math.multiplyExact(3 * pictures, height), width);
        }
    }

    /// Writes pictures into a network's input.
    @FunctionalInterface
    public interface Filler {
        /// Writes picture number `picture` from the buffer's position to its limit.
        void fill(int picture, FloatBuffer input);
    }

    /// What the network says of pictures, one after the other.
    ///
    /// @param embeddings
    ///            `dimension()` values for each picture
    /// @param logits
    ///            `classes()` values for each picture
    public record Answer(float[] embeddings, float[] logits) {}

    /// What the network says of the places of one picture.
    ///
    /// @param cells
    ///            `dimension()` values for each place, row by row; their mean is the embedding
    public record Places(int rows, int columns, float[][] cells, float[] embedding) {}

    /// What a first run has shown.
    private record Trial(int dimension, int classes, boolean explains, boolean channelsLast) {}

    /// Opens a graph and tries it on a picture.
    ///
    /// @param shape
    ///            the pictures that will come; those of another size may come too if the graph takes any size
    /// @throws VisionException.BadModel
    ///             if the runtime cannot open or run the graph, or its answer is not one embedding and one row
    ///             of classes
    public static ClassifierSession open(ClassifierGraph graph, Shape shape, boolean anySize) {
        try {
            return new ClassifierSession(graph, shape, anySize);
        } catch (OrtException e) {
            throw new VisionException.BadModel("ONNX Runtime cannot use the graph: " + e.getMessage());
        }
    }

    private ClassifierSession(ClassifierGraph graph, Shape shape, boolean anySize) throws OrtException {
        this.graph = graph;
        try (var arena = Arena.ofConfined(); var options = options(anySize)) {
            var bytes = anySize ? graph.opened(arena, 0, 0) : graph.opened(arena, shape.height, shape.width);
            session = environment.createSession(bytes, options);
        }
        boolean usable = false;
        try {
            trial = tried(shape);
            usable = true;
        } finally {
            if (!usable) {
                close();
            }
        }
    }

    /// Begins to load the runtime on another thread: it takes as long as reading a graph does. What goes wrong is said when
    /// a session is opened.
    public static void prepare() {
        if (PREPARING.getAndSet(true)) {
            return;
        }
        Thread.ofPlatform().daemon().name("onnx-runtime-loader").start(() -> {
            try {
                environment();
            } catch (IllegalStateException e) {
                System.getLogger(ClassifierSession.class.getName()).log(System.Logger.Level.DEBUG, "not loaded", e);
            }
        });
    }

    static synchronized OrtEnvironment environment() {
        try {
            RuntimeLibraries.prepare();
            var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lookalike");
            environment.setTelemetry(false);
            if (!HELD.getAndSet(true)) {
                EnvironmentHold.take();
            }
            return environment;
        } catch (LinkageError | OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot be loaded on this machine: " + e.getMessage(), e);
        }
    }

    static SessionOptions options(boolean anySize) throws OrtException {
        var options = new SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setCPUArenaAllocator(true);
        // A pattern is kept for each shape ever seen.
        options.setMemoryPatternOptimization(!anySize);
        return options;
    }

    /// How many values an embedding has.
    public int dimension() {
        return trial.dimension;
    }

    /// How many classes are told apart.
    public int classes() {
        return trial.classes;
    }

    /// Whether the embedding is the mean of a feature map, so that [#places] can answer.
    public boolean explains() {
        return trial.explains;
    }

    /// Runs the network on pictures.
    ///
    /// @throws IllegalStateException
    ///             if this session is closed, or the runtime fails
    public Answer run(Shape shape, Filler filler) {
        return ask(shape, filler, Set.of(graph.embedding(), graph.logits()),
                result -> new Answer(floats(result, graph.embedding()), floats(result, graph.logits())));
    }

    /// Runs the network on one picture and looks at its places.
    ///
    /// @throws IllegalStateException
    ///             if this network does not [explain itself][#explains()], this session is closed, or the runtime fails
    public Places places(Shape shape, Filler filler) {
        String map = graph.map();
        if (map == null || !trial.explains) {
            throw new IllegalStateException("this network's embedding is not the mean of a feature map");
        }
        return ask(shape, filler, Set.of(graph.embedding(), map), result -> {
            long[] dims = dims(result, map);
            int rows = (int) dims[trial.channelsLast ? 1 : 2];
            int columns = (int) dims[trial.channelsLast ? 2 : 3];
            var cells = cells(floats(result, map), rows * columns, trial.dimension, trial.channelsLast);
            return new Places(rows, columns, cells, Arrays.copyOf(floats(result, graph.embedding()), trial.dimension));
        });
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(Result result) throws OrtException;
    }

    private <T> T ask(Shape shape, Filler filler, Set<String> outputs, Reader<T> reader) {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("this embedder is closed");
            }
            return asked(shape, filler, outputs, reader);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            free.release();
        }
    }

    private <T> T asked(Shape shape, Filler filler, Set<String> outputs, Reader<T> reader) throws OrtException {
        var idle = memories.poll();
        var memory = idle == null ? new InputMemory() : idle;
        try {
            var input = memory.room(shape.floats());
            int each = shape.floats() / shape.pictures;
            for (int picture = 0; picture < shape.pictures; picture++) {
                filler.fill(picture, input.slice(picture * each, each));
            }
            try (var tensor = OnnxTensor.createTensor(environment, input, dims(shape));
                    var result = session.run(Map.of(graph.input().name(), tensor), outputs)) {
                return reader.read(result);
            }
        } finally {
            memories.add(memory);
        }
    }

    private long[] dims(Shape shape) {
        return graph.input().channelsLast()
                ? new long[]{shape.pictures, shape.height, shape.width, 3}
                : new long[]{shape.pictures, 3, shape.height, shape.width};
    }

    private Trial tried(Shape shape) throws OrtException {
        var map = graph.map();
        var outputs = map == null
                ? Set.of(graph.embedding(), graph.logits())
                : Set.of(graph.embedding(), graph.logits(), map);
        return asked(shape, ClassifierSession::pattern, outputs, result -> {
            int dimension = width(result, graph.embedding(), shape, "embedding");
            int classes = width(result, graph.logits(), shape, "classes");
            if (map == null || shape.pictures > 1) {
                return new Trial(dimension, classes, false, false);
            }
            boolean first = isMean(result, map, dimension, false);
            boolean last = !first && isMean(result, map, dimension, true);
            return new Trial(dimension, classes, first || last, last);
        });
    }

    private static void pattern(int picture, FloatBuffer input) {
        for (int i = 0; input.hasRemaining(); i++) {
            input.put((float) StrictMath.sin(i * 0.37));
        }
    }

    private static int width(Result result, String output, Shape shape, String what) throws OrtException {
        long[] dims = dims(result, output);
        long free = Arrays.stream(dims).skip(1).filter(size -> size > 1).count();
        if (dims.length < 2 || dims[0] != shape.pictures || (what.equals("classes") && free > 1)) {
            throw new VisionException.BadModel(
                    "the graph's output `%s` is %s for %d picture(s); a classifier ends in %d x %s"
                            .formatted(output, Arrays.toString(dims), shape.pictures, shape.pictures, what));
        }
        return Math.toIntExact(Arrays.stream(dims).skip(1).reduce(1, Math::multiplyExact));
    }

    private boolean isMean(Result result, String map, int dimension, boolean channelsLast) throws OrtException {
        long[] dims = dims(result, map);
        if (dims.length != 4 || dims[channelsLast ? 3 : 1] != dimension) {
            return false;
        }
        int places = (int) (channelsLast ? dims[1] * dims[2] : dims[2] * dims[3]);
        var cells = cells(floats(result, map), places, dimension, channelsLast);
        var embedding = floats(result, graph.embedding());
        float largest = 0;
        float apart = 0;
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            for (var cell : cells) {
                sum += cell[i];
            }
            largest = Math.max(largest, Math.abs(embedding[i]));
            apart = Math.max(apart, Math.abs(embedding[i] - (float) (sum / places)));
        }
        return apart <= SAME * largest;
    }

    private static float[][] cells(float[] map, int places, int dimension, boolean channelsLast) {
        var cells = new float[places][dimension];
        for (int place = 0; place < places; place++) {
            for (int i = 0; i < dimension; i++) {
                cells[place][i] = channelsLast ? map[place * dimension + i] : map[i * places + place];
            }
        }
        return cells;
    }

    private static float[] floats(Result result, String output) {
        var floats = tensor(result, output).getFloatBuffer();
        if (floats == null) {
            throw new VisionException.BadModel("the graph's tensor `%s` does not hold float numbers".formatted(output));
        }
        return floats.array();
    }

    private static long[] dims(Result result, String output) throws OrtException {
        return tensor(result, output).getInfo().getShape();
    }

    private static OnnxTensor tensor(Result result, String output) {
        return (OnnxTensor) result.get(output).orElseThrow();
    }

    /// Waits for the calls that are running, then gives everything back.
    @Override
    public void close() {
        free.acquireUninterruptibly(slots);
        try {
            if (!closed) {
                closed = true;
                session.close();
                memories.forEach(InputMemory::close);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            free.release(slots);
        }
    }
}
