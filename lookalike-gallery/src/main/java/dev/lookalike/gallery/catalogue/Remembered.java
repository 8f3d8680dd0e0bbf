package dev.lookalike.gallery.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// The answers to the last questions, each worked out again only when what they are made of has another revision. All methods may
/// be called from any thread.
public final class Remembered<Q, T> {
    private final AtomicLong revision;
    private final Function<Q, T> work;
    private final Map<Q, Answer<T>> lately;

    private record Answer<T>(long revision, T value) {}

    /// @param most
    ///            how many answers are remembered
    /// @param revision
    ///            of what answers are made of: another number after each change
    public Remembered(int most, AtomicLong revision, Function<Q, T> work) {
        this.revision = revision;
        this.work = work;
        lately = new LinkedHashMap<>(most, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Q, Answer<T>> eldest) {
                return size() > most;
            }
        };
    }

    /// The answer to a question, which is compared by `equals`.
    public T get(Q question) {
        long now = revision.get();
        synchronized (lately) {
            Answer<T> known = lately.get(question);
            if (known != null && known.revision == now) {
                return known.value;
            }
        }
        T value = work.apply(question);
        synchronized (lately) {
            // What nobody can be answered with any more may be large: a filter's ids are part of some questions.
            lately.values().removeIf(each -> each.revision != now);
            lately.put(question, new Answer<>(now, value));
        }
        return value;
    }
}
