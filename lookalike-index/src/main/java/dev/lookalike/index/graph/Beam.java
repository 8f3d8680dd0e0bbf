package dev.lookalike.index.graph;

/// The cheapest rows met so far, in order, each with a mark when its neighbours have been looked at.
public final class Beam {
    /// Cost, then ordinal, then the mark, in one number that orders them so.
    private final long[] entries;
    private int count;
    private int cursor;

    public Beam(int width) {
        entries = new long[width];
    }

    public int count() {
        return count;
    }

    /// The ordinal of the entry at a place, 0 being the cheapest.
    public int ordinal(int place) {
        return (int) entries[place] >>> 1;
    }

    /// The cost of the entry at a place.
    public int cost(int place) {
        return (int) (entries[place] >> Integer.SIZE);
    }

    /// The cost above which a row is of no use.
    int worst() {
        return count < entries.length ? Integer.MAX_VALUE : (int) (entries[count - 1] >> Integer.SIZE);
    }

    /// Takes a row if it is among the cheapest and not there yet.
    void offer(int cost, int ordinal) {
        long entry = (long) cost << Integer.SIZE | (long) ordinal << 1;
        if (count == entries.length && entry >= entries[count - 1]) {
            return;
        }
        int low = 0;
        // Halves what is left without a branch, for nobody can predict it.
        for (int rest = count; rest > 0;) {
            int half = (rest + 1) >>> 1;
            low += entries[low + half - 1] < entry ? half : 0;
            rest -= half;
        }
        if (low < count && (entries[low] | 1) == (entry | 1)) {
            return;
        }
        count = Math.min(count + 1, entries.length);
        System.arraycopy(entries, low, entries, low + 1, count - 1 - low);
        entries[low] = entry;
        cursor = Math.min(cursor, low);
    }

    /// The cheapest row that is not marked, if it costs no more than `limit`, and marks it; -1 if there is none.
    int next(int limit) {
        int row = ahead();
        if (row < 0 || cost(cursor) > limit) {
            return -1;
        }
        entries[cursor++] |= 1;
        return row;
    }

    /// The cheapest row that is not marked; -1 if all are.
    int ahead() {
        while (cursor < count && (entries[cursor] & 1) != 0) {
            cursor++;
        }
        return cursor == count ? -1 : ordinal(cursor);
    }
}
