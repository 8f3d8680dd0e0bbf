package dev.lookalike.vision.onnx;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lookalike.vision.VisionException;

/// A language network that is ready to run: the numbers of a text's pieces in, the mean of what it says of each out.
///
/// All methods may be called from any thread; each call uses the thread it is called on and no other.
public final class TextSession implements AutoCloseable {
    private static final String PIECES = "input_ids";
    private static final String SEEN = "attention_mask";
    private static final String SENTENCE = "token_type_ids";

    private final OrtEnvironment environment = ClassifierSession.environment();
    private final OrtSession session;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    /// Opens a network.
    ///
    /// @param onnx
    ///            the bytes of an ONNX file; not kept
    /// @throws VisionException.BadModel
    ///             if the runtime cannot open it, or it takes something else than a text's pieces
    public static TextSession open(ByteBuffer onnx) {
        try {
            return new TextSession(onnx);
        } catch (OrtException e) {
            throw new VisionException.BadModel("ONNX Runtime cannot use the text network: " + e.getMessage());
        }
    }

    private TextSession(ByteBuffer onnx) throws OrtException {
        var bytes = new byte[onnx.remaining()];
        onnx.duplicate().get(bytes);
        try (var options = ClassifierSession.options(true)) {
            session = environment.createSession(bytes, options);
        }
        if (!session.getInputNames().contains(PIECES)) {
            session.close();
            throw new VisionException.BadModel(
                    "the text network takes %s; one of BERT's takes %s".formatted(session.getInputNames(), PIECES));
        }
    }

    /// What the network says of a text, as it is: the mean over its pieces.
    ///
    /// @param pieces
    ///            their numbers, one or more
    /// @throws IllegalStateException
    ///             if this session is closed, or the runtime fails
    public double[] mean(long[] pieces) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this text embedder is closed");
            }
            return asked(pieces);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            open.readLock().unlock();
        }
    }

    // One text at a time: 8-bit networks quantise a batch as a whole, so that texts would change each other's vectors.
    private double[] asked(long[] pieces) throws OrtException {
        var ones = new long[pieces.length];
        Arrays.fill(ones, 1);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                inputs.put(name, tensor(switch (name) {
                    case PIECES -> pieces;
                    case SEEN -> ones;
                    case SENTENCE -> new long[pieces.length];
                    default -> throw new IllegalStateException("the text network asks for " + name);
                }));
            }
            try (var result = session.run(inputs)) {
                return mean((OnnxTensor) result.get(0));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[]{1, values.length});
    }

    private static double[] mean(OnnxTensor said) {
        long[] dims = said.getInfo().getShape();
        var values = said.getFloatBuffer();
        var mean = new double[(int) dims[2]];
        for (int piece = 0; piece < dims[1]; piece++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values.get(piece * mean.length + i) / (double) dims[1];
            }
        }
        return mean;
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
