package dev.lookalike.gallery.taste;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is told of items in the fields of their metadata, as features.
public final class Told {
    /*
     * A field of numbers, most of which differ, is one value: how far the number is from the mean of all, in standard deviations, up
     * to FAR; of the logarithm where all are above 0, as prices are. A field of few values is a 0 or 1 for each that several items
     * have, less the mean. Every field is scaled to the same mean square, 1 over their number. What no other item has (names,
     * descriptions, numbers of products) says nothing of another item and is left out.
     */
    private static final int MOST_VALUES = 200;
    private static final int MOST_COLUMNS = 1_000;
    private static final int NUMBERS = 12;
    private static final double FAR = 3;

    private Told() {}

    /// A row for each item, all of the same length: 0 where no field says anything.
    ///
    /// @param items
    ///            their fields
    public static float[][] features(List<Map<String, String>> items) {
        var columns = new ArrayList<double[]>();
        int fields = 0;
        var names = new TreeSet<String>();
        items.forEach(item -> names.addAll(item.keySet()));
        for (String name : names) {
            List<double[]> of = columns(items.stream().map(item -> item.getOrDefault(name, "")).toList());
            if (!of.isEmpty() && columns.size() + of.size() <= MOST_COLUMNS) {
                columns.addAll(of);
                fields++;
            }
        }
        var features = new float[items.size()][columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            for (int item = 0; item < features.length; item++) {
                features[item][column] = (float) (columns.get(column)[item] / Math.sqrt(fields));
            }
        }
        return features;
    }

    private static List<double[]> columns(List<String> values) {
        var counts = new TreeMap<String, Integer>();
        values.stream().filter(value -> !value.isEmpty()).forEach(value -> counts.merge(value, 1, Integer::sum));
        double[] numbers = numbers(values);
        if (numbers.length > 0) {
            return List.of(numbers);
        }
        if (counts.size() < 2 || counts.size() > Math.min(MOST_VALUES, values.size() / 4)) {
            return List.of();
        }
        return scaled(counts.entrySet().stream().filter(each -> each.getValue() > 1).map(Map.Entry::getKey)
                .map(value -> values.stream().mapToDouble(each -> each.equals(value) ? 1 : 0).toArray()).toList());
    }

    /// What a field of numbers says of each item, in standard deviations from the mean of all; 0 where it says nothing.
    ///
    /// @param values
    ///            the field's, of each item
    /// @return nothing where it is no field of numbers, most of which differ
    public static double[] numbers(List<String> values) {
        var numbers = new HashMap<String, Double>();
        for (String value : values) {
            double number = value.isEmpty() ? 0 : number(value);
            if (!Double.isFinite(number)) {
                return new double[0];
            }
            if (!value.isEmpty()) {
                numbers.put(value, number);
            }
        }
        return numbers.size() > NUMBERS ? numbers(values, numbers) : new double[0];
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException word) {
            return Double.NaN;
        }
    }

    /// Where nothing is told, the mean.
    private static double[] numbers(List<String> values, Map<String, Double> numbers) {
        boolean positive = numbers.values().stream().allMatch(each -> each > 0);
        double[] column = values.stream().mapToDouble(value -> {
            double number = numbers.getOrDefault(value, Double.NaN);
            return positive ? Math.log(number) : number;
        }).toArray();
        double mean = mean(column);
        double square = 0;
        int told = 0;
        for (double each : column) {
            if (!Double.isNaN(each)) {
                square += (each - mean) * (each - mean);
                told++;
            }
        }
        double deviation = Math.sqrt(square / told);
        for (int i = 0; i < column.length; i++) {
            column[i] = Double.isNaN(column[i]) || deviation == 0
                    ? 0
                    : Math.clamp((column[i] - mean) / deviation, -FAR, FAR);
        }
        return column;
    }

    private static double mean(double[] column) {
        double sum = 0;
        int told = 0;
        for (double each : column) {
            if (!Double.isNaN(each)) {
                sum += each;
                told++;
            }
        }
        return sum / told;
    }

    /// Less their means, and divided by the root of the mean of their squares together.
    private static List<double[]> scaled(List<double[]> columns) {
        double square = 0;
        for (double[] column : columns) {
            double mean = mean(column);
            for (int i = 0; i < column.length; i++) {
                column[i] -= mean;
                square += column[i] * column[i] / column.length;
            }
        }
        if (square == 0) {
            return List.of();
        }
        for (double[] column : columns) {
            for (int i = 0; i < column.length; i++) {
                column[i] /= Math.sqrt(square);
            }
        }
        return columns;
    }
}
