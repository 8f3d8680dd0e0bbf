package dev.lookalike.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The bytes of a picture's file, as they are. Whoever asked closes it.
///
/// @param format
///            the media type
/// @param bytes
///            how many there are
/// @param sha256
///            of the file, when it was added
public record Content(String format, long bytes, String sha256, InputStream body) implements AutoCloseable {

    /// All of them at once.
    public byte[] read() {
        try (body) {
            return body.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("the picture's bytes broke off: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
