package dev.lookalike.vision;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.lookalike.vision.models.BundledText;
import dev.lookalike.vision.onnx.TextSession;
import dev.lookalike.vision.tokens.WordPieces;

/// Turns text into vectors that lie near each other where texts mean much the same: `trousers` and `a pair of jeans`.
///
/// The network is MiniLM (all-MiniLM-L6-v2, in 8-bit numbers), which comes with the program and knows English. All methods
/// may be called from any thread, each uses the one it is called on; the network is given back by [#close()].
public final class TextEmbedder implements AutoCloseable {
    /// How many characters of a text are looked at.
    public static final int MAX_CHARACTERS = 10_000;

    /// How many pieces of words the network was trained to take at once; what comes after is not looked at.
    private static final int MAX_PIECES = 256;
    private static final int DIMENSION = 384;

    /// Of so many short texts the vectors are kept: words are asked for again and again.
    private static final int KEPT = 256;
    private static final int SHORT = 200;

    private final Map<String, float[]> kept = new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > KEPT;
        }
    };

    private final WordPieces pieces;
    private final TextSession session;

    private TextEmbedder() {
        ByteBuffer tokenizer = checked(BundledText.tokenizer(), BundledText.TOKENIZER_SHA256, "tokenizer");
        pieces = new WordPieces(BundledText.vocabulary(tokenizer));
        session = TextSession.open(checked(BundledText.network(), BundledText.NETWORK_SHA256, "network"));
    }

    /// The network that comes with the program. Costs a third of a second and 40 MB.
    ///
    /// @throws VisionException.BadModel
    ///             if its file is not the known one
    /// @throws IllegalStateException
    ///             if its file is not on the class path
    public static TextEmbedder bundled() {
        return new TextEmbedder();
    }

    private static ByteBuffer checked(ByteBuffer bytes, String sha256, String what) {
        String found = NetworkEmbedder.sha256(bytes.duplicate());
        if (!found.equals(sha256)) {
            throw new VisionException.BadModel(
                    "the SHA-256 of the text network's %s is %s instead of %s; use the version that Lookalike was built with"
                            .formatted(what, found, sha256));
        }
        return bytes;
    }

    /// What the vectors depend on: those of different fingerprints are never compared.
    public String fingerprint() {
        return BundledText.NETWORK_SHA256;
    }

    /// How many values a vector has.
    public int dimension() {
        return DIMENSION;
    }

    /// The direction of a text's meaning: [#dimension()] values, of length 1. Costs some milliseconds for a sentence, and nothing for
    /// one of the last short texts again.
    ///
    /// @param text
    ///            up to [#MAX_CHARACTERS]; its first 250 words or so count
    /// @throws IllegalStateException
    ///             if this text embedder is closed
    public float[] embed(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a text of %d characters; give up to %d".formatted(text.length(), MAX_CHARACTERS));
        }
        if (text.length() > SHORT) {
            return unit(session.mean(pieces.of(text, MAX_PIECES)));
        }
        synchronized (kept) {
            float[] known = kept.get(text);
            if (known != null) {
                return known.clone();
            }
        }
        float[] unit = unit(session.mean(pieces.of(text, MAX_PIECES)));
        synchronized (kept) {
            kept.put(text, unit);
        }
        return unit.clone();
    }

    static float[] unit(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        var unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        synchronized (kept) {
            kept.clear();
        }
        session.close();
    }
}
