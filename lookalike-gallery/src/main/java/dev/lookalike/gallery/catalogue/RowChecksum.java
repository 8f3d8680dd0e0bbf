package dev.lookalike.gallery.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/// The CRC32C of a row, column by column; a null differs from an empty value.
final class RowChecksum {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    RowChecksum add(long value) {
        number.putLong(0, value);
        crc.update(number.array(), 0, Long.BYTES);
        return this;
    }

    RowChecksum add(byte @Nullable [] value) {
        add(value == null ? -1 : value.length);
        if (value != null) {
            crc.update(value, 0, value.length);
        }
        return this;
    }

    RowChecksum add(@Nullable String value) {
        return add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    long value() {
        return crc.getValue();
    }
}
