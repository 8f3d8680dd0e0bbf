package dev.lookalike.vision.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads numbers from a part of an array; outside of it everything is refused with an
/// [IndexOutOfBoundsException], which the caller turns into "damaged".
record Bytes(byte[] array, int begin, int end, ByteOrder order) {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    Bytes {
        if (begin < 0 || end > array.length || begin > end) {
            throw new IndexOutOfBoundsException("%d to %d of %d".formatted(begin, end, array.length));
        }
    }

    static Bytes bigEndian(byte[] array) {
        return new Bytes(array, 0, array.length, ByteOrder.BIG_ENDIAN);
    }

    int size() {
        return end - begin;
    }

    Bytes littleEndian() {
        return new Bytes(array, begin, end, ByteOrder.LITTLE_ENDIAN);
    }

    Bytes ordered(ByteOrder wanted) {
        return new Bytes(array, begin, end, wanted);
    }

    Bytes part(long offset, long size) {
        int at = place(offset, size);
        return new Bytes(array, at, at + (int) size, order);
    }

    Bytes from(long offset) {
        return part(offset, size() - offset);
    }

    int unsigned8(long offset) {
        return array[place(offset, 1)] & 0xFF;
    }

    int unsigned16(long offset) {
        short value = (short) SHORT.get(array, place(offset, 2));
        return (order == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value)) & 0xFFFF;
    }

    int signed32(long offset) {
        int value = (int) INT.get(array, place(offset, 4));
        return order == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    long unsigned32(long offset) {
        return signed32(offset) & 0xFFFF_FFFFL;
    }

    /// Whether the characters of `text`, each one byte, stand at `offset`.
    boolean says(long offset, String text) {
        if (offset < 0 || offset + text.length() > size()) {
            return false;
        }
        int at = begin + (int) offset;
        for (int i = 0; i < text.length(); i++) {
            if ((array[at + i] & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(long offset, int length) {
        return new String(array, place(offset, length), length, ISO_8859_1);
    }

    byte[] copy() {
        return Arrays.copyOfRange(array, begin, end);
    }

    private int place(long offset, long size) {
        if (offset < 0 || size < 0 || offset + size > size()) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of %d".formatted(size, offset, size()));
        }
        return begin + (int) offset;
    }
}
