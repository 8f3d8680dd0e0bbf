package dev.lookalike.index.flat;

import java.util.Arrays;
import java.util.BitSet;

/// A set of ordinals that a search skips. Immutable: adding makes another set that shares what did not change.
public final class Tombstones {
    /// None.
    public static final Tombstones NONE = new Tombstones(new long[0][], 0);

    private static final int GROUP_BITS = 12;
    private static final int GROUP_WORDS = (1 << GROUP_BITS) / Long.SIZE;
    private static final long[] EMPTY = new long[GROUP_WORDS];

    private final long[][] groups;
    private final int count;

    private Tombstones(long[][] groups, int count) {
        this.groups = groups;
        this.count = count;
    }

    /// How many there are.
    public int count() {
        return count;
    }

    /// Whether the ordinal is one of them.
    public boolean contains(int ordinal) {
        int group = ordinal >>> GROUP_BITS;
        return group < groups.length && (groups[group][word(ordinal)] & 1L << ordinal) != 0;
    }

    /// This set and these ordinals.
    public Tombstones with(int... ordinals) {
        if (ordinals.length == 0) {
            return this;
        }
        int groupCount = Math.max(groups.length, (Arrays.stream(ordinals).max().orElseThrow() >>> GROUP_BITS) + 1);
        long[][] changed = Arrays.copyOf(groups, groupCount);
        Arrays.fill(changed, groups.length, groupCount, EMPTY);
        var own = new BitSet(groupCount);
        int added = 0;
        for (int ordinal : ordinals) {
            int group = ordinal >>> GROUP_BITS;
            if (!own.get(group)) {
                own.set(group);
                changed[group] = changed[group].clone();
            }
            long bit = 1L << ordinal;
            if ((changed[group][word(ordinal)] & bit) == 0) {
                changed[group][word(ordinal)] |= bit;
                added++;
            }
        }
        return new Tombstones(changed, count + added);
    }

    private static int word(int ordinal) {
        return (ordinal & ((1 << GROUP_BITS) - 1)) / Long.SIZE;
    }
}
