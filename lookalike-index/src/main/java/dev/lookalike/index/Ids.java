package dev.lookalike.index;

import java.util.Arrays;

/// Which ids a search may answer with.
public sealed interface Ids {

    /// Whether `id` may be answered.
    boolean contains(long id);

    /// Every id.
    static Ids all() {
        return All.INSTANCE;
    }

    /// Only these ids; copied, in any order, repeats ignored.
    static Ids only(long... ids) {
        return new Only(ids);
    }

    /// Every id but these; copied, in any order, repeats ignored.
    static Ids except(long... ids) {
        return new Except(ids);
    }

    /// Every id.
    enum All implements Ids {
        /// The one instance.
        INSTANCE;

        @Override
        public boolean contains(long id) {
            return true;
        }
    }

    /// Only the ids of a list.
    final class Only implements Ids {
        private final long[] sorted;

        private Only(long[] ids) {
            sorted = sortedDistinct(ids);
        }

        /// How many ids there are.
        public int count() {
            return sorted.length;
        }

        /// The ids, ascending; a copy.
        public long[] toArray() {
            return sorted.clone();
        }

        @Override
        public boolean contains(long id) {
            return Arrays.binarySearch(sorted, id) >= 0;
        }
    }

    /// Every id but those of a list.
    final class Except implements Ids {
        private final long[] sorted;

        private Except(long[] ids) {
            sorted = sortedDistinct(ids);
        }

        /// The ids that may not be answered, ascending; a copy.
        public long[] toArray() {
            return sorted.clone();
        }

        @Override
        public boolean contains(long id) {
            return Arrays.binarySearch(sorted, id) < 0;
        }
    }

    private static long[] sortedDistinct(long[] ids) {
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (long id : sorted) {
            if (count == 0 || sorted[count - 1] != id) {
                sorted[count++] = id;
            }
        }
        return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
    }
}
