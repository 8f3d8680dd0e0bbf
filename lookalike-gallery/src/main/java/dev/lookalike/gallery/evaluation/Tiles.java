package dev.lookalike.gallery.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Vectors in a temporary file, as many side by side as [#WIDTH] says: the first values of all of them, then the second.
///
/// The operating system keeps what it has room for in memory. Read from any thread, once all are added.
final class Tiles implements AutoCloseable {
    /// How many vectors a tile has.
    static final int WIDTH = 256;

    private final FileChannel file;
    private float[] last = new float[0];
    private int size;
    private int count;

    Tiles() {
        try {
            file = FileChannel.open(Files.createTempFile("lookalike-evaluation", ".tiles"), StandardOpenOption.READ,
                    StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    void add(float[] vector) {
        int column = count % WIDTH;
        if (count == 0) {
            size = vector.length;
            last = room();
        } else if (column == 0) {
            write();
            Arrays.fill(last, 0);
        }
        for (int i = 0; i < size; i++) {
            last[i * WIDTH + column] = vector[i];
        }
        count++;
    }

    private void write() {
        var bytes = ByteBuffer.allocate(last.length * Float.BYTES).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(last);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /// How many tiles there are, the last one perhaps not full.
    int count() {
        return Math.ceilDiv(count, WIDTH);
    }

    /// How many vectors the tiles have room for.
    int capacity() {
        return count() * WIDTH;
    }

    /// Room for a tile.
    float[] room() {
        return new float[size * WIDTH];
    }

    /// Value `i` of vector `j` of the tile becomes number `i * WIDTH + j` of `to`.
    void read(int tile, float[] to) {
        if (tile == count() - 1) {
            System.arraycopy(last, 0, to, 0, to.length);
        } else {
            read((long) tile * to.length, to.length).asFloatBuffer().get(to);
        }
    }

    /// The vector that was added as number `ordinal`.
    double[] vector(int ordinal) {
        float[] tile = room();
        read(ordinal / WIDTH, tile);
        var vector = new double[size];
        Arrays.setAll(vector, i -> tile[i * WIDTH + ordinal % WIDTH]);
        return vector;
    }

    private ByteBuffer read(long first, int floats) {
        var bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.nativeOrder());
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, first * Float.BYTES + bytes.position()) < 0) {
                    throw new IOException("it ends early");
                }
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        return bytes.flip();
    }

    private static UncheckedIOException failed(IOException failure) {
        return new UncheckedIOException("cannot use a temporary file to measure (%s); make room in %s".formatted(
                failure.getMessage(), System.getProperty("java.io.tmpdir")), failure);
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
