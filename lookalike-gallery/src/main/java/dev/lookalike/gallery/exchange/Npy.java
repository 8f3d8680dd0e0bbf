package dev.lookalike.gallery.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of a NumPy file with a matrix of numbers.
///
/// Format: `\x93NUMPY`, version, length of the header, and the header, a Python dictionary (NumPy Enhancement Proposal 1).
///
/// @param halves
///            whether the numbers are float16, otherwise float32
/// @param rows
///            of the matrix
/// @param columns
///            of the matrix
record Npy(boolean halves, long rows, int columns) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int MAX_HEADER = 10_000;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'<f([24])'");
    private static final Pattern ROW_ORDER = Pattern.compile("'fortran_order'\\s*:\\s*False");
    private static final Pattern SHAPE = Pattern
            .compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,12})\\s*,\\s*(\\d{1,5})\\s*,?\\s*\\)");

    int rowBytes() {
        return columns * (halves ? Short.BYTES : Float.BYTES);
    }

    byte[] header() {
        String dictionary = "{'descr': '<f%d', 'fortran_order': False, 'shape': (%d, %d), }"
                .formatted(halves ? 2 : 4, rows, columns);
        int prefix = MAGIC.length + 4;
        int padding = Math.floorMod(-(prefix + dictionary.length() + 1), ALIGNMENT);
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(prefix + text.length).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1)
                .put((byte) 0).putShort((short) text.length).put(text).array();
    }

    /// Reads a header.
    ///
    /// @throws IllegalArgumentException
    ///             if it is none, or that of another kind of array
    static Npy read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2
                || !ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IllegalArgumentException("it is no NumPy file");
        }
        int lengthBytes = start[MAGIC.length] == 1 ? 2 : 4;
        ByteBuffer length = ByteBuffer.wrap(in.readNBytes(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        if (length.remaining() < lengthBytes) {
            throw new EOFException("it ends inside its header");
        }
        int bytes = lengthBytes == 2 ? Short.toUnsignedInt(length.getShort()) : length.getInt();
        if (bytes < 0 || bytes > MAX_HEADER) {
            throw new IllegalArgumentException("its header has %d bytes".formatted(bytes));
        }
        return parse(new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1));
    }

    private static Npy parse(String header) {
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !ROW_ORDER.matcher(header).find()) {
            throw new IllegalArgumentException(
                    "it is no matrix of '<f2' or '<f4' in row order: " + header.strip());
        }
        return new Npy(type.group(1).equals("2"), Long.parseLong(shape.group(1)), Integer.parseInt(shape.group(2)));
    }
}
