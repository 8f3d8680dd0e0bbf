package dev.lookalike.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tables of numbers as NumPy keeps them (`.npy`, format 1.0), for programs in Python to read and write.
final class NumpyFile {
    private static final int PREAMBLE = 10;
    private static final int ALIGNMENT = 64;
    private static final Pattern FLOATS = Pattern.compile("'<f4'.*\\((\\d+), (\\d+)\\)");
    private static final Pattern INTS = Pattern.compile("'<i4'.*\\((\\d+),\\)");

    private NumpyFile() {}

    /// The rows of a table of float32.
    static float[][] floats(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Matcher shape = shape(channel, FLOATS, file);
            var rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
            ByteBuffer row = buffer(rows[0].length * Float.BYTES);
            for (float[] each : rows) {
                read(channel, row, file);
                row.asFloatBuffer().get(each);
            }
            return rows;
        }
    }

    /// The values of a list of int32.
    static int[] ints(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var values = new int[Integer.parseInt(shape(channel, INTS, file).group(1))];
            ByteBuffer bytes = buffer(values.length * Integer.BYTES);
            read(channel, bytes, file);
            bytes.asIntBuffer().get(values);
            return values;
        }
    }

    static void write(Path file, float[][] rows) throws IOException {
        try (FileChannel channel = create(file, "<f4", "(%d, %d)".formatted(rows.length, rows[0].length))) {
            ByteBuffer bytes = buffer(rows[0].length * Float.BYTES);
            for (float[] row : rows) {
                bytes.clear().asFloatBuffer().put(row);
                write(channel, bytes);
            }
        }
    }

    /// The same rows as float16, each brought to length 1.
    static void writeUnits(Path file, float[][] rows) throws IOException {
        try (FileChannel channel = create(file, "<f2", "(%d, %d)".formatted(rows.length, rows[0].length))) {
            ByteBuffer bytes = buffer(rows[0].length * Short.BYTES);
            for (float[] row : rows) {
                double squares = 0;
                for (float value : row) {
                    squares += value * value;
                }
                bytes.clear();
                for (float value : row) {
                    bytes.putShort(Float.floatToFloat16((float) (value / Math.sqrt(squares))));
                }
                write(channel, bytes.flip());
            }
        }
    }

    static void write(Path file, int[] values) throws IOException {
        try (FileChannel channel = create(file, "<i4", "(%d,)".formatted(values.length))) {
            ByteBuffer bytes = buffer(values.length * Integer.BYTES);
            bytes.asIntBuffer().put(values);
            write(channel, bytes);
        }
    }

    private static FileChannel create(Path file, String type, String shape) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        int size = (PREAMBLE + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = buffer(size);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) (size - PREAMBLE)).put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.position() < size - 1) {
            header.put((byte) ' ');
        }
        header.put((byte) '\n').flip();
        write(channel, header);
        return channel;
    }

    private static Matcher shape(FileChannel channel, Pattern pattern, Path file) throws IOException {
        ByteBuffer preamble = buffer(PREAMBLE);
        read(channel, preamble, file);
        ByteBuffer header = buffer(preamble.getShort(Long.BYTES));
        read(channel, header, file);
        String text = StandardCharsets.US_ASCII.decode(header).toString();
        Matcher shape = pattern.matcher(text);
        if (!shape.find()) {
            throw new IOException("%s is a table of another kind: %s".formatted(file, text));
        }
        return shape;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void read(FileChannel channel, ByteBuffer bytes, Path file) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException(file + " ends early");
            }
        }
        bytes.flip();
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
