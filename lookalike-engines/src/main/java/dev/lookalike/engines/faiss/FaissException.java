package dev.lookalike.engines.faiss;

/// FAISS refused, in its own words.
final class FaissException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaissException(String message) {
        super(message);
    }
}
