package dev.lookalike.gallery.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/// The miniatures of many pictures, in a temporary file: they may be more than memory holds. Used from any thread.
final class Miniatures implements AutoCloseable {
    private final FileChannel file;
    private final float[] proportions;

    /// @param count
    ///            of pictures, which are numbered from 0
    Miniatures(int count) {
        proportions = new float[count];
        try {
            file = FileChannel.open(Files.createTempFile("lookalike-inspection", ".miniatures"),
                    StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    void put(int number, Miniature miniature) {
        proportions[number] = miniature.proportion();
        var bytes = ByteBuffer.wrap(miniature.rgb());
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes, (long) number * Miniature.BYTES + bytes.position());
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /// Whether the picture with this number was put.
    boolean has(int number) {
        return proportions[number] > 0;
    }

    Miniature of(int number) {
        var bytes = ByteBuffer.allocate(Miniature.BYTES);
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, (long) number * Miniature.BYTES + bytes.position()) < 0) {
                    throw new IOException("it ends early");
                }
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        return new Miniature(proportions[number], bytes.array());
    }

    private static UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException("cannot use a temporary file to compare pictures (%s); make room in %s"
                .formatted(failure.getMessage(), System.getProperty("java.io.tmpdir")), failure);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }
}
