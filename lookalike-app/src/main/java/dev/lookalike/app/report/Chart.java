package dev.lookalike.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Drawings of figures as inline SVG.
final class Chart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 240;
    private static final int LEFT = 44;
    private static final int BOTTOM = 34;
    private static final int TOP = 12;
    private static final int RIGHT = 12;
    private static final int BAR = 20;
    private static final int NAME = 150;
    private static final List<String> COLOURS = List.of("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed",
            "#0891b2",
            "#be185d", "#4d7c0f");

    private Chart() {}

    /// A point of a line; `x` more than 0.
    record Point(double x, double y) {}

    /// A line with its name.
    record Line(String name, List<Point> points) {}

    /// A bar with its name and the interval around its end.
    record Bar(String name, double value) {}

    static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    /// Lines over a logarithmic x axis; y from 0, or from the lowest point's tenth, to 1.
    static String lines(String title, String below, List<Line> lines) {
        double least = lines.stream().flatMap(line -> line.points.stream()).mapToDouble(Point::x).min().orElse(1);
        double most = lines.stream().flatMap(line -> line.points.stream()).mapToDouble(Point::x).max().orElse(10);
        double floor = Math.floor(10 * lines.stream().flatMap(line -> line.points.stream()).mapToDouble(Point::y).min()
                .orElse(0)) / 10;
        floor = Math.min(floor, 0.9);
        double across = (WIDTH - LEFT - RIGHT) / Math.max(1e-9, Math.log(most / least));
        double up = (HEIGHT - TOP - BOTTOM) / (1 - floor);
        var svg = new StringBuilder(opening(WIDTH, HEIGHT, title));
        for (int tenth = (int) Math.round(10 * floor); tenth <= 10; tenth += floor < 0.5 ? 2 : 1) {
            double y = HEIGHT - BOTTOM - up * (tenth / 10.0 - floor);
            svg.append(text(
                    "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='%d' y='%.1f' text-anchor='end'>%.1f</text>",
                    LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, tenth / 10.0));
        }
        for (double tick : ticks(least, most)) {
            double place = LEFT + across * Math.log(tick / least);
            svg.append(text(
                    "<line class='grid' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/><text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
                    place, place, TOP, HEIGHT - BOTTOM, place, HEIGHT - BOTTOM + 15,
                    tick >= 1 ? text("%,.0f", tick) : text("%s", tick)));
        }
        for (int number = 0; number < lines.size(); number++) {
            var line = lines.get(number);
            var path = new StringBuilder();
            for (Point point : line.points) {
                path.append(text("%s%.1f %.1f", path.isEmpty() ? "M" : "L", LEFT + across * Math.log(point.x / least),
                        HEIGHT - BOTTOM - up * (point.y - floor)));
            }
            svg.append(text("<path d='%s' fill='none' stroke='%s' stroke-width='2'><title>%s</title></path>", path,
                    colour(number), HtmlReport.escaped(line.name)));
        }
        return svg
                .append(text("<text x='%d' y='%d' text-anchor='middle'>%s</text></svg>", (LEFT + WIDTH) / 2, HEIGHT - 4,
                        HtmlReport.escaped(below)))
                .toString();
    }

    // 1, 2, 5, 10, 20 ... between two numbers.
    private static double[] ticks(double least, double most) {
        return IntStream.rangeClosed((int) Math.floor(Math.log10(least)), (int) Math.ceil(Math.log10(most)))
                .mapToDouble(power -> Math.pow(10, power)).flatMap(ten -> DoubleStream.of(ten, 2 * ten, 5 * ten))
                .filter(tick -> tick >= 0.999 * least && tick <= 1.001 * most).toArray();
    }

    /// Bars of 0 to 1, one below the other.
    static String bars(String title, List<Bar> bars) {
        int height = bars.size() * BAR + 4;
        var svg = new StringBuilder(opening(WIDTH, height, title));
        for (int number = 0; number < bars.size(); number++) {
            var bar = bars.get(number);
            int y = number * BAR;
            double width = (WIDTH - NAME - 50) * Math.clamp(bar.value, 0, 1);
            svg.append(text(
                    "<text x='%d' y='%d' text-anchor='end'>%s</text><rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>"
                            + "<text x='%.1f' y='%d'>%.3f</text>",
                    NAME - 8, y + 15, HtmlReport.escaped(shortened(bar.name)), NAME,
                    y + 3, width, BAR - 6, colour(0), NAME + width + 5, y + 15, bar.value));
        }
        return svg.append("</svg>").toString();
    }

    private static String shortened(String name) {
        return name.length() <= 22 ? name : name.substring(0, 21) + "…";
    }

    private static String opening(int width, int height, String title) {
        return text("<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>", width, height, HtmlReport.escaped(title));
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
