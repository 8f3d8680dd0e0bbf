package dev.lookalike.gallery.compatibility;

/// What is learnt: how much each two values of a field, and each two coordinates of a block, go together; how much a value or coordinate
/// goes with anything; how much each relation counts.
///
/// @param fields
///            of each field, of values `a` and `b` at `a * values + b`; symmetric
/// @param blocks
///            the same of the coordinates of each block
/// @param alone
///            of each value of each field, then of each coordinate
@SuppressWarnings("ArrayRecordComponent") // not compared
record Weights(double[][] fields, double[][] blocks, double[] alone, double[] relations) {
    static Weights zeros(Known known) {
        var fields = new double[known.values.length][];
        for (int field = 0; field < fields.length; field++) {
            fields[field] = new double[known.values[field] * known.values[field]];
        }
        var blocks = new double[known.begins.length - 1][];
        for (int block = 0; block < blocks.length; block++) {
            int size = known.begins[block + 1] - known.begins[block];
            blocks[block] = new double[size * size];
        }
        return new Weights(fields, blocks, new double[known.allValues() + known.coordinates()],
                new double[known.relations()]);
    }

    /// How many numbers say all of them: of two weights that are the same by symmetry, one.
    int size() {
        int size = alone.length + relations.length;
        for (double[][] squares : new double[][][]{fields, blocks}) {
            for (double[] square : squares) {
                int side = side(square);
                size += side * (side + 1) / 2;
            }
        }
        return size;
    }

    private static int side(double[] square) {
        return (int) Math.round(Math.sqrt(square.length));
    }

    /// Sets them to numbers in standard deviations of what was expected.
    void set(double[] numbers, Expected expected) {
        each(expected, (number, row, at, mirrored, deviation) -> {
            row[at] = deviation * numbers[number];
            row[mirrored] = row[at];
        });
    }

    /// Adds slopes by these weights to slopes by the numbers that [#set] takes.
    void slopes(double[] into, Expected expected) {
        each(expected, (number, row, at, mirrored,
                deviation) -> into[number] += deviation * (row[at] + (at == mirrored ? 0 : row[mirrored])));
    }

    @FunctionalInterface
    private interface Visitor {
        /// Sees a weight.
        ///
        /// @param number
        ///            which one it is of all, in the order in which numbers say them
        /// @param mirrored
        ///            where in its row the one is that is the same by symmetry; where it is itself, if there is none
        /// @param deviation
        ///            as it is expected
        void see(int number, double[] row, int at, int mirrored, double deviation);
    }

    private void each(Expected expected, Visitor visitor) {
        int number = 0;
        int group = 0;
        for (double[][] squares : new double[][][]{fields, blocks}) {
            for (double[] square : squares) {
                int side = side(square);
                double together = Math.sqrt(expected.together()[group++]);
                for (int i = 0; i < side; i++) {
                    for (int j = 0; j <= i; j++) {
                        visitor.see(number++, square, i * side + j, j * side + i, together);
                    }
                }
            }
        }
        int from = 0;
        group = 0;
        for (double[][] squares : new double[][][]{fields, blocks}) {
            for (double[] square : squares) {
                double deviation = Math.sqrt(expected.alone()[group++]);
                for (int end = from + side(square); from < end; from++) {
                    visitor.see(number++, alone, from, from, deviation);
                }
            }
        }
        for (int i = 0; i < relations.length; i++) {
            visitor.see(number++, relations, i, i, Math.sqrt(expected.relations()[i]));
        }
    }

    /// Adds others, weight by weight.
    void add(Weights others) {
        for (int field = 0; field < fields.length; field++) {
            add(fields[field], others.fields[field]);
        }
        for (int block = 0; block < blocks.length; block++) {
            add(blocks[block], others.blocks[block]);
        }
        add(alone, others.alone);
        add(relations, others.relations);
    }

    private static void add(double[] sum, double[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    /// Where a block's coordinates go with those of a piece: the block's weights times its coordinates.
    void turn(Known known, float[] place, double[] into, int from) {
        for (int block = 0; block < blocks.length; block++) {
            int begin = known.begins[block];
            int side = known.begins[block + 1] - begin;
            double[] square = blocks[block];
            for (int i = 0; i < side; i++) {
                double coordinate = place[begin + i];
                for (int j = 0; coordinate != 0 && j < side; j++) {
                    into[from + begin + j] += coordinate * square[i * side + j];
                }
            }
        }
    }
}
