package dev.lookalike.gallery.catalogue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.Hit;
import org.jspecify.annotations.Nullable;

/// The metadata of all embedded items in memory, by field, so that filters and counts cost no look at the disk.
final class Fields implements AutoCloseable {
    /*
     * Catalogues give ids from 1 on, so an array by id is dense: a field takes 4 bytes a picture and its different
     * values. A condition is decided once for each different value, and then costs one look at a small number for each
     * picture: some 50 microseconds for 60,000.
     *
     * Read from the catalogue at the first use and kept up to date from then on: what is committed while it is being
     * read waits in `newer` and goes over what was read.
     */
    private final Embedded embedded;
    private final ReentrantLock loading = new ReentrantLock();
    private final BitSet ids = new BitSet();
    private final Map<String, Column> columns = new TreeMap<>();
    private @Nullable Map<Long, News> newer;
    private boolean loaded;
    /// Null until some words are asked for.
    private @Nullable Keywords keywords;

    /// Where the embedded items are read.
    interface Embedded {
        /// Shows the ids of all embedded items, and each of them that has metadata, all of one moment.
        void show(LongConsumer ids, Consumer<Item> described);
    }

    /// What became of an item; without one, it is no longer embedded.
    private record News(@Nullable Item item) {}

    Fields(Embedded embedded) {
        this.embedded = embedded;
    }

    /// An item was written.
    synchronized void put(Item item) {
        note(item.id(), item.state() == State.EMBEDDED ? item : null);
    }

    /// An item was deleted.
    synchronized void remove(long id) {
        note(id, null);
    }

    private void note(long id, @Nullable Item item) {
        follow(id, item);
        if (newer != null) {
            newer.put(id, new News(item));
        } else if (loaded) {
            apply(id, item);
        }
    }

    // What is told here is committed: keywords that cannot follow are made anew for the next question.
    private void follow(long id, @Nullable Item item) {
        try {
            if (keywords != null) {
                keywords.put(id, item == null ? Map.of() : item.metadata());
            }
        } catch (GalleryException failure) {
            keywords = null;
        }
    }

    private void apply(long id, @Nullable Item item) {
        int place = Math.toIntExact(id);
        columns.values().forEach(column -> column.remove(place));
        ids.clear(place);
        if (item != null) {
            ids.set(place);
            item.metadata().forEach((field, value) -> columns.computeIfAbsent(field, _ -> new Column()).put(place,
                    value));
        }
    }

    /// The ids that pass.
    ///
    /// @param others
    ///            answers filters on anything but fields
    BitSet passing(Filter filter, Function<Filter, BitSet> others) {
        load();
        return switch (filter) {
            case Filter.All _ -> all();
            case Filter.Field field -> passing(field);
            case Filter.And(var filters) -> {
                BitSet passing = all();
                filters.forEach(each -> passing.and(passing(each, others)));
                yield passing;
            }
            case Filter.Or(var filters) -> {
                var passing = new BitSet();
                filters.forEach(each -> passing.or(passing(each, others)));
                yield passing;
            }
            case Filter.Not(var excluded) -> {
                BitSet passing = all();
                passing.andNot(passing(excluded, others));
                yield passing;
            }
            case Filter.Folder _,Filter.Category _,Filter.WithIds _ -> others.apply(filter);
        };
    }

    private synchronized BitSet all() {
        return (BitSet) ids.clone();
    }

    private synchronized BitSet passing(Filter.Field field) {
        Column column = columns.get(field.field());
        return column == null ? new BitSet() : column.ids(field::accepts);
    }

    /// How many of `among` have each value of a field.
    Map<String, Long> counts(String field, BitSet among) {
        load();
        synchronized (this) {
            Column column = columns.get(field);
            return column == null ? Map.of() : column.counts(among);
        }
    }

    /// The fields that some item has, with how many items have them.
    Map<String, Long> names() {
        load();
        synchronized (this) {
            var names = new TreeMap<String, Long>();
            columns.forEach((field, column) -> {
                int count = column.ids(_ -> true).cardinality();
                if (count > 0) {
                    names.put(field, (long) count);
                }
            });
            return names;
        }
    }

    /// Those whose metadata has some of the words, the best first; the first time, all metadata is read.
    ///
    /// @param most
    ///            how many
    synchronized List<Hit> named(String words, int most) {
        Keywords known = keywords;
        if (known == null) {
            // What is committed while this reads waits for this lock, and is then put again.
            var made = new Keywords();
            embedded.show(_ -> {}, item -> made.put(item.id(), item.metadata()));
            keywords = made;
            known = made;
        }
        return known.find(words, most);
    }

    @Override
    public synchronized void close() {
        if (keywords != null) {
            keywords.close();
        }
        keywords = null;
    }

    private void load() {
        loading.lock();
        try {
            if (begin()) {
                embedded.show(this::read, this::read);
                finish();
            }
        } finally {
            forgetUnlessLoaded();
            loading.unlock();
        }
    }

    private synchronized boolean begin() {
        if (!loaded) {
            newer = new TreeMap<>();
        }
        return !loaded;
    }

    private synchronized void read(long id) {
        ids.set(Math.toIntExact(id));
    }

    private synchronized void read(Item item) {
        apply(item.id(), item);
    }

    private synchronized void finish() {
        if (newer != null) {
            newer.forEach((id, news) -> apply(id, news.item));
        }
        newer = null;
        loaded = true;
    }

    private synchronized void forgetUnlessLoaded() {
        if (!loaded) {
            newer = null;
            ids.clear();
            columns.clear();
        }
    }
}
