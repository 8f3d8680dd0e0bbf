package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is told of pieces in fields of few values.
///
/// @param of
///            of each field, each piece's value, from 0 on; -1 where the field says nothing, or what no other piece has
/// @param values
///            how many values each field has
@SuppressWarnings("ArrayRecordComponent") // not compared
record Fields(int[][] of, int[] values) {
    private static final int MOST_VALUES = 200;

    static Fields of(List<Map<String, String>> told) {
        var names = new TreeSet<String>();
        told.forEach(fields -> names.addAll(fields.keySet()));
        var of = new ArrayList<int[]>();
        var values = new ArrayList<Integer>();
        for (String name : names) {
            var counts = new TreeMap<String, Integer>();
            told.forEach(fields -> counts.merge(fields.getOrDefault(name, ""), 1, Integer::sum));
            counts.remove("");
            int all = counts.size();
            counts.values().removeIf(count -> count < 2);
            if (all > Math.min(MOST_VALUES, told.size() / 4) || counts.size() < 2) {
                continue;
            }
            var numbers = new TreeMap<String, Integer>();
            counts.keySet().forEach(value -> numbers.put(value, numbers.size()));
            of.add(told.stream().mapToInt(fields -> numbers.getOrDefault(fields.getOrDefault(name, ""), -1)).toArray());
            values.add(numbers.size());
        }
        return new Fields(of.toArray(int[][]::new), values.stream().mapToInt(Integer::intValue).toArray());
    }
}
