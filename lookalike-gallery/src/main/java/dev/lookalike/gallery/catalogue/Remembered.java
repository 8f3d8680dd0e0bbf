package dev.lookalike.gallery.catalogue;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// An answer that is worked out again only when something was committed since.
final class Remembered<T> {
    private final LongSupplier revision;
    private final Supplier<T> work;
    private volatile @Nullable Answer<T> last;

    private record Answer<T>(long revision, T value) {}

    Remembered(LongSupplier revision, Supplier<T> work) {
        this.revision = revision;
        this.work = work;
    }

    T get() {
        long now = revision.getAsLong();
        Answer<T> known = last;
        if (known != null && known.revision == now) {
            return known.value;
        }
        var fresh = new Answer<>(now, work.get());
        last = fresh;
        return fresh.value;
    }
}
