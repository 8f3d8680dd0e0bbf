package dev.lookalike.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Measures several contenders in turn, round after round, so that a slow minute of the machine hits all of them.
final class Rounds {
    private final List<Contender> contenders = new ArrayList<>();

    private record Contender(String name, DoubleSupplier work, List<Double> figures) {}

    /// Adds a contender, whose work gives a figure.
    Rounds with(String name, DoubleSupplier work) {
        contenders.add(new Contender(name, work, new ArrayList<>()));
        return this;
    }

    /// Runs all contenders in turn, `count` times.
    void run(int count) {
        for (int round = 1; round <= count; round++) {
            for (Contender contender : contenders) {
                double figure = contender.work.getAsDouble();
                contender.figures.add(figure);
                System.out.printf(Locale.ROOT, "round %d  %-34s %10.1f%n", round, contender.name, figure);
            }
        }
    }

    /// The median of a contender's figures.
    double median(String name) {
        return median(named(name).figures.stream().mapToDouble(Double::doubleValue));
    }

    /// The median over the rounds of one contender's figure divided by another's in the same round.
    double ratio(String name, String to) {
        List<Double> above = named(name).figures;
        List<Double> below = named(to).figures;
        return median(IntStream.range(0, above.size()).mapToDouble(i -> above.get(i) / below.get(i)));
    }

    private Contender named(String name) {
        return contenders.stream().filter(contender -> contender.name.equals(name)).findFirst().orElseThrow();
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
