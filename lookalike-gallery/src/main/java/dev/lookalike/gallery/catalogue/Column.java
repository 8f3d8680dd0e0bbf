package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One field of the metadata: for each id, the number of its value.
final class Column {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] numberOf = new int[0];

    Column() {
        // Number 0 is no value.
        values.add("");
    }

    void put(int id, String value) {
        if (id >= numberOf.length) {
            numberOf = Arrays.copyOf(numberOf, Math.max(id + 1, numberOf.length + (numberOf.length >> 1)));
        }
        numberOf[id] = numbers.computeIfAbsent(value, added -> {
            values.add(added);
            return values.size() - 1;
        });
    }

    void remove(int id) {
        if (id < numberOf.length) {
            numberOf[id] = 0;
        }
    }

    /// The ids whose value is accepted. Each different value is asked about once, then one number is read for each id.
    BitSet ids(Predicate<String> accepts) {
        var accepted = new boolean[values.size()];
        for (int number = 1; number < accepted.length; number++) {
            accepted[number] = accepts.test(values.get(number));
        }
        var ids = new BitSet(numberOf.length);
        for (int id = 0; id < numberOf.length; id++) {
            if (accepted[numberOf[id]]) {
                ids.set(id);
            }
        }
        return ids;
    }

    /// How many of `ids` have each value that one of them has.
    Map<String, Long> counts(BitSet ids) {
        var counts = new long[values.size()];
        for (int id = ids.nextSetBit(0); id >= 0 && id < numberOf.length; id = ids.nextSetBit(id + 1)) {
            counts[numberOf[id]]++;
        }
        var counted = new HashMap<String, Long>();
        for (int number = 1; number < counts.length; number++) {
            if (counts[number] > 0) {
                counted.put(values.get(number), counts[number]);
            }
        }
        return counted;
    }
}
