package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.lookalike.gallery.features.Told;
import dev.lookalike.vision.Palette;

/// What is told of pieces, in fields that nobody named to us.
///
/// @param codes
///            of each field of few values, each piece's value, from 0 on; -1 where it says nothing, or what no other piece has
/// @param values
///            how many values each of those has
/// @param numbers
///            of each field of numbers, each piece's, in standard deviations
/// @param colours
///            of each field of colours (`#aa2233`), each piece's as a palette's vector; of length 0 where it says nothing
@SuppressWarnings("ArrayRecordComponent") // not compared
record Fields(int[][] codes, int[] values, double[][] numbers, List<float[][]> colours) {
    private static final int MOST_VALUES = 200;
    private static final int MOST_FIELDS = 40;
    private static final int MOST_COLOURS = 2;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    static Fields of(List<Map<String, String>> told) {
        var names = new TreeSet<String>();
        told.forEach(fields -> names.addAll(fields.keySet()));
        var codes = new ArrayList<int[]>();
        var values = new ArrayList<Integer>();
        var numbers = new ArrayList<double[]>();
        var colours = new ArrayList<float[][]>();
        var there = new HashSet<List<Integer>>();
        for (String name : names) {
            List<String> said = told.stream().map(fields -> fields.getOrDefault(name, "")).toList();
            if (isColour(said) && colours.size() < MOST_COLOURS) {
                colours.add(colours(said));
            }
            double[] number = Told.numbers(said);
            if (number.length > 0) {
                numbers.add(number);
                continue;
            }
            int[] code = codes(said);
            // One that says the same in other words, such as a number beside a name, would count twice.
            if (code.length > 0 && codes.size() < MOST_FIELDS && there.add(inOrder(code))) {
                codes.add(code);
                values.add(Arrays.stream(code).max().orElse(0) + 1);
            }
        }
        return new Fields(codes.toArray(int[][]::new), values.stream().mapToInt(Integer::intValue).toArray(),
                numbers.toArray(double[][]::new), colours);
    }

    private static boolean isColour(List<String> said) {
        return said.stream().anyMatch(value -> !value.isEmpty())
                && said.stream().allMatch(value -> value.isEmpty() || COLOUR.matcher(value).matches());
    }

    private static float[][] colours(List<String> said) {
        var known = new HashMap<String, float[]>();
        return said.stream().map(value -> known.computeIfAbsent(value,
                _ -> value.isEmpty() ? new float[0] : Palette.parse(value).vector())).toArray(float[][]::new);
    }

    private static int[] codes(List<String> said) {
        var counts = new TreeMap<String, Integer>();
        said.forEach(value -> counts.merge(value, 1, Integer::sum));
        counts.remove("");
        int all = counts.size();
        counts.values().removeIf(count -> count < 2);
        if (all > Math.min(MOST_VALUES, said.size() / 4) || counts.size() < 2) {
            return new int[0];
        }
        var places = new HashMap<String, Integer>();
        counts.keySet().forEach(value -> places.put(value, places.size()));
        return said.stream().mapToInt(value -> places.getOrDefault(value, -1)).toArray();
    }

    private static List<Integer> inOrder(int[] code) {
        var first = new HashMap<Integer, Integer>();
        return Arrays.stream(code).map(each -> first.computeIfAbsent(each, _ -> first.size())).boxed().toList();
    }
}
