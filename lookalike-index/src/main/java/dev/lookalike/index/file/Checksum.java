package dev.lookalike.index.file;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/// The CRC32C of some bytes.
final class Checksum {
    private Checksum() {}

    static int of(MemorySegment file, long offset, long size) {
        var crc = new CRC32C();
        long end = offset + size;
        for (long start = offset; start < end; start += Layout.BLOCK_SIZE) {
            crc.update(file.asSlice(start, Math.min(Layout.BLOCK_SIZE, end - start)).asByteBuffer());
        }
        return (int) crc.getValue();
    }
}
