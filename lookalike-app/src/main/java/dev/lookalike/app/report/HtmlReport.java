package dev.lookalike.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.app.api.Evaluations;
import dev.lookalike.app.report.Chart.Bar;
import dev.lookalike.app.report.Chart.Line;
import dev.lookalike.app.report.Chart.Point;
import org.jspecify.annotations.Nullable;

/// Measurements as one HTML file without scripts, with its pictures inside: tables, curves, classes, confusions, and the queries
/// that were answered best and worst.
public final class HtmlReport {
    private static final List<String> COLUMNS = List.of("P@1", "P@10", "mAP", "mAP@10", "R-precision", "MRR", "nDCG@10",
            "R@100");
    private static final List<Integer> DEPTHS = List.of(1, 5, 10, 20, 50, 100);

    /// Of more, the best are drawn: more lines cannot be told apart.
    private static final int MOST_LINES = 8;

    private static final int MOST_CLASSES = 40;
    private static final int QUERIES = 6;
    private static final String STYLE = """
                                        :root{color-scheme:light dark;--ink:light-dark(#1c1917,#e7e5e4);--soft:light-dark(#78716c,#a8a29e);
                                        --line:light-dark(#e7e5e4,#44403c);--ground:light-dark(#fafaf9,#1c1917);--heat:37,99,235}
                                        body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:2rem auto;max-width:1080px;
                                        padding:0 1rem}h1{font-size:1.6rem;margin:0}h2{margin:2.5rem 0 .5rem;font-size:1.2rem}p{color:var(--soft)}
                                        .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
                                        th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
                                        th:first-child,td:first-child{text-align:left}td:first-child{white-space:normal}.best{font-weight:700}td small{display:block;color:var(--soft);font-weight:400}
                                        .charts{display:flex;flex-wrap:wrap;gap:1.5rem}figure{margin:0;flex:1 1 300px;max-width:500px}
                                        figcaption{font-weight:600}
                                        .matrix{flex:2 1 480px;max-width:none;min-width:0}svg{width:100%;height:auto}svg text{font:11px system-ui,sans-serif;fill:var(--soft)}
                                        .grid{stroke:var(--line)}.item{display:inline-block;margin-right:1rem}.key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.4rem}
                                        .confusion td,.confusion th{padding:.15rem .2rem;font-size:12px;border:0}
                                        .confusion tr:first-child th{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left}
                                        .query{display:flex;gap:4px;margin:.4rem 0;align-items:end;overflow-x:auto}.query figure{flex:0 0 84px}
                                        .query img{width:84px;height:84px;object-fit:cover;border-radius:4px;display:block}
                                        .query figure:first-child{flex-basis:130px}.query figcaption{font-size:11px;font-weight:400;color:var(--soft);
                                        overflow:hidden;text-overflow:ellipsis;white-space:nowrap}details{margin:.5rem 0}summary{cursor:pointer}
                                        """;

    private final StringBuilder html = new StringBuilder();

    /// One measurement.
    ///
    /// @param name
    ///            what was measured, such as the network and the space
    /// @param averaged
    ///            how good guesses are by the mean of what an ensemble's networks guess; null for one network
    /// @param unlabelled
    ///            by the name of a change: how near to the first place the original of a changed picture was (MRR); empty if not
    ///            measured
    public record Section(String name, Evaluations.Evaluation evaluation, Evaluations.@Nullable Guessing averaged,
            Map<String, Double> unlabelled) {}

    /// What an engine found of the true nearest.
    ///
    /// @param nearest
    ///            how many it was to find
    /// @param exactMicroseconds
    ///            of an exact search by this library
    /// @param microseconds
    ///            of a search, and `recalls` what it found, each for one setting
    public record Curve(String name, int nearest, double exactMicroseconds, List<Double> microseconds,
            List<Double> recalls) {}

    private HtmlReport() {}

    /// Writes the report.
    ///
    /// @param sections
    ///            at least one; pictures are shown of the one with the highest mAP
    /// @param thumbnails
    ///            a small JPEG of the picture with an id
    public static void write(Path file, String title, List<Section> sections, List<Curve> engines,
            LongFunction<byte[]> thumbnails) {
        try {
            Files.writeString(file, new HtmlReport().page(title, sections, engines, thumbnails),
                    StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the report %s: %s".formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private String page(String title, List<Section> sections, List<Curve> engines, LongFunction<byte[]> thumbnails) {
        var best = sections.stream().sorted(Comparator.comparingDouble(
                (Section section) -> -section.evaluation.meanAveragePrecision())).toList();
        put("<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>");
        put("<title>%s</title><style>%s</style><h1>%s</h1>", escaped(title), STYLE, escaped(title));
        put("<p>%,d queries by %s. In brackets: where the mean would lie, 19 times of 20, with other queries of the kind.</p>",
                sections.getFirst().evaluation.queries(), escaped(sections.getFirst().evaluation.labels()));
        table(sections);
        guesses(sections);
        unlabelled(sections);
        charts(best.subList(0, Math.min(MOST_LINES, best.size())));
        engines(engines);
        for (int place = 0; place < best.size(); place++) {
            classes(best.get(place), place == 0);
        }
        var shown = best.getFirst();
        queries("Answered best: " + shown.name, shown.evaluation.best(), thumbnails);
        queries("Answered worst: " + shown.name, shown.evaluation.worst(), thumbnails);
        return html.append("</html>\n").toString();
    }

    private void table(List<Section> sections) {
        put("<h2>Measures</h2><div class='wide'><table><tr><th>what</th>");
        COLUMNS.forEach(column -> put("<th>%s</th>", column));
        put("</tr>");
        for (Section section : sections) {
            put("<tr><td>%s</td>", escaped(section.name));
            for (String column : COLUMNS) {
                var estimate = section.evaluation.measures().get(column);
                double most = sections.stream().map(each -> each.evaluation.measures().get(column))
                        .filter(each -> each != null).mapToDouble(Evaluations.Estimate::mean).max().orElse(0);
                if (estimate == null) {
                    put("<td></td>");
                } else {
                    put("<td class='%s'>%.3f <small>(%.3f–%.3f)</small></td>",
                            estimate.mean() == most && sections.size() > 1 ? "best" : "", estimate.mean(),
                            estimate.low(),
                            estimate.high());
                }
            }
            put("</tr>");
        }
        put("</table></div>");
    }

    private void guesses(List<Section> sections) {
        boolean joined = sections.stream().anyMatch(section -> section.averaged != null);
        put("<h2>Guessed labels</h2><p>How often the likeliest label of a query is right, and how far its probability is from that."
                + (joined ? " Averaged: by the mean of what the networks of an ensemble guess." : "")
                + "</p><div class='wide'><table><tr><th>what</th><th>right</th><th>calibration error</th>"
                + (joined ? "<th>averaged, right</th>" : "") + "</tr>");
        for (Section section : sections) {
            var guessing = section.evaluation.guessing();
            put("<tr><td>%s</td><td>%.3f</td><td>%.3f</td>", escaped(section.name), guessing.right(),
                    guessing.calibrationError());
            put(joined ? "<td>%s</td></tr>" : "</tr>",
                    section.averaged == null ? "" : "%.3f".formatted(section.averaged.right()));
        }
        put("</table></div>");
    }

    private void unlabelled(List<Section> sections) {
        var changes = sections.getFirst().unlabelled.keySet();
        if (changes.isEmpty()) {
            return;
        }
        put("<h2>Without labels</h2><p>Changed copies ask for their originals: the mean of one over the place they are found "
                + "at.</p><div class='wide'><table><tr><th>what</th>");
        changes.forEach(change -> put("<th>%s</th>", escaped(change)));
        put("<th>mean</th></tr>");
        for (Section section : sections) {
            put("<tr><td>%s</td>", escaped(section.name));
            section.unlabelled.values().forEach(value -> put("<td>%.3f</td>", value));
            put("<td>%.3f</td></tr>",
                    section.unlabelled.values().stream().mapToDouble(each -> each).average().orElse(0));
        }
        put("</table></div>");
    }

    private void charts(List<Section> sections) {
        put("<h2>Curves</h2><p>");
        for (int number = 0; number < sections.size(); number++) {
            put("<span class='item'><span class='key' style='background:%s'></span>%s</span> ", Chart.colour(number),
                    escaped(sections.get(number).name));
        }
        put("</p><div class='charts'>");
        curve(sections, "P", "Precision among the first k");
        curve(sections, "R", "Recall among the first k");
        curve(sections, "CMC", "Any right one among the first k");
        put("</div>");
    }

    private void curve(List<Section> sections, String kind, String title) {
        figure(title, Chart.lines(title, "k",
                sections.stream().map(section -> new Line(section.name, points(section, kind))).toList()));
    }

    private static List<Point> points(Section section, String kind) {
        return DEPTHS.stream().flatMap(depth -> {
            var estimate = section.evaluation.measures().get(kind + "@" + depth);
            return estimate == null ? Stream.<Point>empty() : Stream.of(new Point(depth, estimate.mean()));
        }).toList();
    }

    private void engines(List<Curve> engines) {
        if (engines.isEmpty()) {
            return;
        }
        int nearest = engines.getFirst().nearest;
        put("<h2>Engines</h2><p>What share of the true %d nearest is found, and the microseconds of a search in the median.</p>",
                nearest);
        var lines = engines.stream().limit(MOST_LINES).toList();
        put("<p>");
        for (int number = 0; number < lines.size(); number++) {
            put("<span class='item'><span class='key' style='background:%s'></span>%s</span> ", Chart.colour(number),
                    escaped(lines.get(number).name));
        }
        put("</p><div class='charts'>");
        figure("Recall@" + nearest, Chart.lines("Recall@" + nearest, "microseconds",
                lines.stream().map(HtmlReport::line).toList()));
        put("</div><div class='wide'><table><tr><th>engine</th><th>microseconds for a recall of 0.9</th><th>0.99</th><th>the most</th><th>exact search</th></tr>");
        for (Curve curve : engines) {
            put("<tr><td>%s</td><td>%s</td><td>%s</td><td>%.4f</td><td>%.0f</td></tr>", escaped(curve.name),
                    least(curve, 0.9), least(curve, 0.99),
                    curve.recalls.stream().mapToDouble(each -> each).max().orElse(0),
                    curve.exactMicroseconds);
        }
        put("</table></div>");
    }

    private static String least(Curve curve, double recall) {
        for (int i = 0; i < curve.recalls.size(); i++) {
            if (curve.recalls.get(i) >= recall) {
                return "%.0f".formatted(curve.microseconds.get(i));
            }
        }
        return "";
    }

    private static Line line(Curve curve) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < curve.recalls.size(); i++) {
            points.add(new Point(Math.max(1e-3, curve.microseconds.get(i)), curve.recalls.get(i)));
        }
        return new Line(curve.name, points);
    }

    private void classes(Section section, boolean open) {
        var classes = section.evaluation.classes().stream()
                .sorted(Comparator.comparingDouble(Evaluations.OfClass::precisionAt10)).limit(MOST_CLASSES).toList();
        put("<h2>Classes: %s</h2><details%s><summary>%d classes, the hardest first</summary><div class='charts'>",
                escaped(section.name), open ? " open" : "", section.evaluation.classes().size());
        figure("P@10", Chart.bars("P@10 of each class",
                classes.stream().map(each -> new Bar(each.name(), each.precisionAt10())).toList()));
        put("<figure class='matrix'><figcaption>Who is taken for whom: of the first ten answers to a row, the share of a column</figcaption>");
        put("<div class='wide'><table class='confusion'><tr><th></th>");
        var names = classes.stream().map(Evaluations.OfClass::name).toList();
        names.forEach(name -> put("<th>%s</th>", escaped(name)));
        put("</tr>");
        for (var each : classes) {
            put("<tr><th>%s</th>", escaped(each.name()));
            for (String name : names) {
                double share = each.neighbours().getOrDefault(name, 0.0);
                put("<td style='background:rgba(var(--heat),%.2f)'>%s</td>", 0.75 * share,
                        share < 0.005 ? "" : "%.0f".formatted(100 * share));
            }
            put("</tr>");
        }
        put("</table></div></figure></div></details>");
    }

    private void queries(String title, List<Evaluations.Asked> asked, LongFunction<byte[]> thumbnails) {
        put("<h2>%s</h2>", escaped(title));
        for (var one : asked.stream().limit(QUERIES).toList()) {
            put("<div class='query'>");
            picture(one.image(), "%s · AP %.3f".formatted(one.label(), one.averagePrecision()), thumbnails);
            for (int place = 0; place < one.answers().size(); place++) {
                picture(one.answers().get(place), one.answerLabels().get(place), thumbnails);
            }
            put("</div>");
        }
    }

    private void picture(long id, String caption, LongFunction<byte[]> thumbnails) {
        put("<figure><img alt='%s' src='data:image/jpeg;base64,%s'><figcaption>%s</figcaption></figure>",
                "picture " + id, Base64.getEncoder().encodeToString(thumbnails.apply(id)),
                caption.isEmpty() ? "&nbsp;" : escaped(caption));
    }

    private void figure(String caption, String drawing) {
        put("<figure><figcaption>%s</figcaption>%s</figure>", escaped(caption), drawing);
    }

    private void put(String format, Object... arguments) {
        html.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    /// Text that is no markup, whatever a folder is called.
    static String escaped(String text) {
        return text.chars().mapToObj(character -> switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> String.valueOf((char) character);
        }).collect(Collectors.joining());
    }
}
