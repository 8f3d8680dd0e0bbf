package dev.lookalike.gallery.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/// What is told of items in the fields of their metadata, as features: read off some items, and good for others too.
public final class Told {
    /*
     * A field of numbers, most of which differ, is one value: how far the number is from the mean of all, in standard deviations, up
     * to FAR; of the logarithm where all are above 0, as prices are. Of ten that say something in such a field one may say a word, as
     * "n/a": there nothing is told. A field of few values is a 0 or 1 for each that several items
     * have, less the mean. Every field is scaled to the same mean square, 1 over their number. What no other item has (names,
     * descriptions, numbers of products) says nothing of another item and is left out.
     */
    private static final int MOST_VALUES = 200;
    private static final int MOST_COLUMNS = 1_000;
    private static final int NUMBERS = 12;
    private static final double OF_NUMBERS = 0.9;
    private static final double FAR = 3;

    private final List<Field> fields;
    private final int size;

    /// How a field becomes values.
    private sealed interface Field {
        String name();

        int size();

        /// Puts what an item's field says, `null` for nothing, into a row.
        void into(float[] row, int at, @Nullable String told, double scale);
    }

    private record Numbers(String name, boolean logarithm, double mean, double deviation) implements Field {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void into(float[] row, int at, @Nullable String told, double scale) {
            double number = value(told, logarithm);
            if (!Double.isNaN(number) && deviation > 0) {
                row[at] = (float) (scale * Math.clamp((number - mean) / deviation, -FAR, FAR));
            }
        }

        /// Not a number where it is none, or has no logarithm.
        static double value(@Nullable String told, boolean logarithm) {
            double number = told == null ? Double.NaN : number(told);
            double value = logarithm ? Math.log(number) : number;
            return Double.isFinite(value) ? value : Double.NaN;
        }
    }

    /// @param means
    ///            the share of items that have each value
    /// @param length
    ///            by which values are divided
    private record Few(String name, List<String> values, List<Double> means, double length) implements Field {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public void into(float[] row, int at, @Nullable String told, double scale) {
            for (int i = 0; i < values.size(); i++) {
                double has = values.get(i).equals(told) ? 1 : 0;
                row[at + i] = (float) (scale * (has - means.get(i)) / length);
            }
        }
    }

    private Told(List<Field> fields) {
        this.fields = fields;
        size = fields.stream().mapToInt(Field::size).sum();
    }

    /// Reads off some items what their fields are.
    public static Told of(List<Map<String, String>> items) {
        var fields = new ArrayList<Field>();
        int size = 0;
        var names = new TreeSet<String>();
        items.forEach(item -> names.addAll(item.keySet()));
        for (String name : names) {
            Field field = field(name, items.stream().map(item -> item.getOrDefault(name, "")).toList());
            if (field != null && size + field.size() <= MOST_COLUMNS) {
                fields.add(field);
                size += field.size();
            }
        }
        return new Told(List.copyOf(fields));
    }

    /// A row for each item, all of the same length: 0 where no field says anything.
    ///
    /// @param items
    ///            their fields
    public static float[][] features(List<Map<String, String>> items) {
        Told told = of(items);
        return items.stream().map(told::of).toArray(float[][]::new);
    }

    /// How many values there are.
    public int size() {
        return size;
    }

    /// What is told of an item, as values.
    public float[] of(Map<String, String> item) {
        var row = new float[size];
        double scale = 1 / Math.sqrt(fields.size());
        int at = 0;
        for (Field field : fields) {
            field.into(row, at, item.get(field.name()), scale);
            at += field.size();
        }
        return row;
    }

    private static @Nullable Field field(String name, List<String> values) {
        Map<String, Integer> counts = counts(values);
        Numbers numbers = numbers(name, values, counts);
        if (numbers != null) {
            return numbers;
        }
        if (counts.size() < 2 || counts.size() > Math.min(MOST_VALUES, values.size() / 4)) {
            return null;
        }
        List<String> several = counts.entrySet().stream().filter(each -> each.getValue() > 1).map(Map.Entry::getKey)
                .toList();
        List<Double> means = several.stream().map(value -> (double) counts.getOrDefault(value, 0) / values.size())
                .toList();
        double square = means.stream().mapToDouble(mean -> mean * (1 - mean)).sum();
        return square == 0 ? null : new Few(name, several, means, Math.sqrt(square));
    }

    /// What a field of numbers says of each item, in standard deviations from the mean of all; 0 where it says nothing.
    ///
    /// @param values
    ///            the field's, of each item
    /// @return nothing where it is no field of numbers, most of which differ
    public static double[] numbers(List<String> values) {
        Numbers numbers = numbers("", values, counts(values));
        var row = new float[1];
        return numbers == null ? new double[0] : values.stream().mapToDouble(value -> {
            row[0] = 0;
            numbers.into(row, 0, value, 1);
            return row[0];
        }).toArray();
    }

    private static @Nullable Numbers numbers(String name, List<String> values, Map<String, Integer> counts) {
        var numbers = new HashMap<String, Integer>();
        counts.forEach((value, count) -> {
            if (Double.isFinite(number(value))) {
                numbers.put(value, count);
            }
        });
        if (numbers.size() <= NUMBERS || sum(numbers) < OF_NUMBERS * sum(counts)) {
            return null;
        }
        boolean positive = numbers.keySet().stream().allMatch(value -> number(value) > 0);
        double[] told = values.stream().mapToDouble(value -> Numbers.value(value, positive))
                .filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(told).sum() / told.length;
        double square = Arrays.stream(told).map(value -> (value - mean) * (value - mean)).sum();
        return new Numbers(name, positive, mean, Math.sqrt(square / told.length));
    }

    private static Map<String, Integer> counts(List<String> values) {
        var counts = new TreeMap<String, Integer>();
        values.stream().filter(value -> !value.isEmpty()).forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException word) {
            return Double.NaN;
        }
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(fields.size());
        for (Field field : fields) {
            out.writeUTF(field.name());
            switch (field) {
                case Numbers numbers -> {
                    out.writeInt(0);
                    out.writeBoolean(numbers.logarithm);
                    out.writeDouble(numbers.mean);
                    out.writeDouble(numbers.deviation);
                }
                case Few few -> {
                    out.writeInt(few.values.size());
                    for (int i = 0; i < few.values.size(); i++) {
                        out.writeUTF(few.values.get(i));
                        out.writeDouble(few.means.get(i));
                    }
                    out.writeDouble(few.length);
                }
            }
        }
    }

    public static Told read(DataInput in) throws IOException {
        var fields = new ArrayList<Field>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            int count = in.readInt();
            if (count == 0) {
                fields.add(new Numbers(name, in.readBoolean(), in.readDouble(), in.readDouble()));
                continue;
            }
            var values = new ArrayList<String>();
            var means = new ArrayList<Double>();
            for (int i = 0; i < count; i++) {
                values.add(in.readUTF());
                means.add(in.readDouble());
            }
            fields.add(new Few(name, List.copyOf(values), List.copyOf(means), in.readDouble()));
        }
        return new Told(List.copyOf(fields));
    }
}
