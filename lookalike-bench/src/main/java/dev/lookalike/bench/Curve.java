package dev.lookalike.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a contender found and how fast, by setting; measured several times.
final class Curve {
    private static final double ALL_FOUND = 1e-5;

    private final String name;
    private final List<Point> measured = new ArrayList<>();

    /// What one setting found and how fast, once or in the median.
    record Point(int setting, double recall, double queriesPerSecond) {}

    Curve(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(int setting, double recall, double queriesPerSecond) {
        measured.add(new Point(setting, recall, queriesPerSecond));
    }

    /// For each setting, the median of its rounds.
    List<Point> medians() {
        return measured.stream().mapToInt(Point::setting).distinct().mapToObj(setting -> {
            var those = measured.stream().filter(point -> point.setting == setting).toList();
            double[] speeds = those.stream().mapToDouble(Point::queriesPerSecond).sorted().toArray();
            return new Point(setting, those.getFirst().recall, speeds[speeds.length / 2]);
        }).toList();
    }

    /// The queries a second at a recall, between two settings on the logarithm of what is missed; 0 if it is not
    /// reached.
    double at(double recall) {
        List<Point> points = medians();
        double best = 0;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.recall >= recall) {
                best = Math.max(best, point.queriesPerSecond);
                if (i > 0 && points.get(i - 1).recall < recall) {
                    best = Math.max(best, between(points.get(i - 1), point, recall));
                }
            }
        }
        return best;
    }

    private static double between(Point below, Point above, double recall) {
        double missedBelow = Math.log(1 - below.recall);
        double missedAbove = Math.log(Math.max(ALL_FOUND, 1 - above.recall));
        double share = (Math.log(Math.max(ALL_FOUND, 1 - recall)) - missedBelow) / (missedAbove - missedBelow);
        return below.queriesPerSecond + share * (above.queriesPerSecond - below.queriesPerSecond);
    }

    void print() {
        for (Point point : medians()) {
            System.out.printf(Locale.ROOT, "%-28s %4d  recall %.4f  %8.0f queries/s%n", name, point.setting,
                    point.recall, point.queriesPerSecond);
        }
    }
}
