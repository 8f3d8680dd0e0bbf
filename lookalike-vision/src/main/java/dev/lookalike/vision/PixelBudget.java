package dev.lookalike.vision;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How much may be decoded at the same time, in pixels, so that memory does not depend on how many ask at once.
///
/// A pixel stands for four bytes, on the heap or outside of it. Whoever reads pictures takes a share first and gives it
/// back when only the scaled picture is left; [Picture#read(byte[], Limits, int)] does so by itself. All methods may be
/// called from any thread; the one who waits longest is served first.
public final class PixelBudget {
    /// What one pixel stands for.
    public static final int BYTES_PER_PIXEL = 4;

    /// The system property that names the megabytes of [#shared()].
    public static final String MEGABYTES = "lookalike.decode.megabytes";

    private static final long DEFAULT_BYTES = Math.clamp(Runtime.getRuntime().maxMemory() / 2, 32L << 20, 512L << 20);
    private static final PixelBudget SHARED = ofPixels(
            (Long.getLong(MEGABYTES, DEFAULT_BYTES >> 20) << 20) / BYTES_PER_PIXEL);

    private final int total;
    private final Semaphore free;

    private PixelBudget(int total) {
        this.total = total;
        free = new Semaphore(total, true);
    }

    /// The budget of this process: half of what the heap may become, at least 32 and at most 512 MB, unless the system
    /// property [#MEGABYTES] says otherwise.
    public static PixelBudget shared() {
        return SHARED;
    }

    /// A budget of its own, at least 1 pixel.
    public static PixelBudget ofPixels(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("a budget of %d pixels; give 1 or more".formatted(pixels));
        }
        return new PixelBudget((int) Math.min(pixels, Integer.MAX_VALUE));
    }

    /// How many pixels there are in all.
    public long pixels() {
        return total;
    }

    /// How many pixels are free now.
    public long free() {
        return free.availablePermits();
    }

    /// Takes `pixels`, waiting for others to give theirs back.
    ///
    /// @param patience
    ///            how long to wait at most
    /// @throws VisionException.Busy
    ///             if they are not free in time, or the thread is interrupted
    /// @throws VisionException.Refused
    ///             (`TOO_LARGE`) if there are not so many in all
    public Share take(long pixels, Duration patience) {
        if (pixels > total) {
            throw new VisionException.Refused(VisionException.Refused.Reason.TOO_LARGE,
                    "decoding the picture takes %,d MB of memory and %,d MB are set aside for it; raise -D%s"
                            .formatted(megabytes(pixels), megabytes(total), MEGABYTES));
        }
        try {
            if (free.tryAcquire((int) pixels, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Share(pixels);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new VisionException.Busy(megabytes(pixels), megabytes(free()), patience);
    }

    private static long megabytes(long pixels) {
        return ((pixels * BYTES_PER_PIXEL) >> 20) + 1;
    }

    /// A part of the budget, given back by [#close()].
    public final class Share implements AutoCloseable {
        private final AtomicLong pixels;

        private Share(long pixels) {
            this.pixels = new AtomicLong(pixels);
        }

        /// Makes this share `wanted` pixels large if so many are free at once.
        ///
        /// @return whether it has so many now
        public boolean grow(long wanted) {
            long more = wanted - pixels.get();
            if (more > 0) {
                if (more > total || !free.tryAcquire((int) more)) {
                    return false;
                }
                pixels.addAndGet(more);
            }
            return true;
        }

        @Override
        public void close() {
            free.release((int) pixels.getAndSet(0));
        }
    }
}
