package dev.lookalike.gallery.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// The answers to the last questions, each worked out again only when an item was committed since. All methods may be called from
/// any thread.
final class Remembered<Q, T> {
    private final AtomicLong revision;
    private final Function<Q, T> work;
    private final Map<Q, Answer<T>> lately;

    private record Answer<T>(long revision, T value) {}

    /// @param most
    ///            how many answers are remembered
    Remembered(int most, AtomicLong revision, Function<Q, T> work) {
        this.revision = revision;
        this.work = work;
        lately = new LinkedHashMap<>(most, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Q, Answer<T>> eldest) {
                return size() > most;
            }
        };
    }

    T get(Q question) {
        long now = revision.get();
        synchronized (lately) {
            Answer<T> known = lately.get(question);
            if (known != null && known.revision == now) {
                return known.value;
            }
        }
        T value = work.apply(question);
        synchronized (lately) {
            lately.put(question, new Answer<>(now, value));
        }
        return value;
    }
}
