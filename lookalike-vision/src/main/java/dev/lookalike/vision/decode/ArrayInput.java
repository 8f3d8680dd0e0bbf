package dev.lookalike.vision.decode;

import java.io.IOException;

import javax.imageio.stream.ImageInputStreamImpl;

/// ImageIO's view of an array, without a copy.
///
/// Some decoders take the end of a file for zeros and go on for as long as those make sense, building tables from
/// nothing (one built until the heap was full). So whoever keeps reading behind the end is stopped.
final class ArrayInput extends ImageInputStreamImpl {
    private static final int MAX_READS_BEHIND_END = 1_000;

    private final byte[] array;
    private int readsBehindEnd;

    ArrayInput(byte[] array) {
        this.array = array;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return streamPos < array.length ? array[(int) streamPos++] & 0xFF : end();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        bitOffset = 0;
        if (streamPos >= array.length) {
            return length == 0 ? 0 : end();
        }
        int count = (int) Math.min(length, array.length - streamPos);
        System.arraycopy(array, (int) streamPos, to, offset, count);
        streamPos += count;
        return count;
    }

    private int end() throws IOException {
        if (++readsBehindEnd > MAX_READS_BEHIND_END) {
            throw new IOException("it breaks off");
        }
        return -1;
    }

    @Override
    public long length() {
        return array.length;
    }
}
