package dev.lookalike.vision;

import java.time.Duration;

/// How large a picture may be, checked in its header before a pixel is allocated, and how long to wait for memory.
///
/// @param bytes
///            of the file, 1 to 1 GB
/// @param pixels
///            width times height, 1 to 500 million
/// @param side
///            of the longer side, 1 to 65,535 pixels
/// @param patience
///            how long to wait until the [PixelBudget] has room
public record Limits(long bytes, long pixels, int side, Duration patience) {
    /// For what comes over the network: 32 MB, 50 megapixels, a side of 30,000 pixels; two seconds of patience.
    public static final Limits UPLOAD = new Limits(32L << 20, 50_000_000, 30_000, Duration.ofSeconds(2));

    /// For what lies in one's own folders: 1 GB, 200 megapixels, a side of 30,000 pixels; patience for an hour.
    public static final Limits FOLDER = new Limits(1L << 30, 200_000_000, 30_000, Duration.ofHours(1));

    private static final long MAX_BYTES = 1L << 30;
    private static final long MAX_PIXELS = 500_000_000;
    private static final int MAX_SIDE = 65_535;

    public Limits {
        if (bytes < 1 || bytes > MAX_BYTES || pixels < 1 || pixels > MAX_PIXELS || side < 1 || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "limits are %,d bytes, %,d pixels, a side of %,d; give at most %,d, %,d and %,d".formatted(bytes,
                            pixels, side, MAX_BYTES, MAX_PIXELS, MAX_SIDE));
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience is %s; give none or some".formatted(patience));
        }
    }
}
