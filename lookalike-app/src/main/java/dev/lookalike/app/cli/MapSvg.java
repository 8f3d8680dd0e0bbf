package dev.lookalike.app.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.lookalike.app.api.Clusters;
import dev.lookalike.app.api.PictureMap;

/// A map as an SVG drawing: a dot for each picture in the colour of its cluster, and the clusters' names.
final class MapSvg {
    private static final int SIDE = 1_000;
    private static final int MARGIN = 40;
    private static final double GOLDEN_ANGLE = 137.508;
    private static final String GREY = "#9a968f";

    private MapSvg() {}

    static String of(PictureMap map, Clusters clusters) {
        var svg = new StringBuilder();
        int whole = SIDE + 2 * MARGIN;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%d %d %d %d\" font-family=\"sans-serif\" font-size=\"14\">%n"
                        .formatted(-MARGIN, -MARGIN, whole, whole));
        double radius = Math.clamp(150 / Math.sqrt(Math.max(1, map.ids().size())), 0.8, 5);
        Map<Long, double[]> places = new HashMap<>();
        for (int i = 0; i < map.ids().size(); i++) {
            double[] at = {scaled(map.x().get(i)), scaled(map.y().get(i))};
            places.put(map.ids().get(i), at);
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>%n", at[0],
                    at[1], radius, colour(map.clusters().get(i))));
        }
        for (Clusters.Cluster cluster : clusters.clusters()) {
            double[] at = places.get(cluster.typical());
            if (at != null) {
                svg.append(String.format(Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"4\">%s</text>%n",
                        at[0], at[1], escaped(cluster.name())));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static double scaled(int coordinate) {
        return (double) SIDE * coordinate / PictureMap.SIDE;
    }

    /// Neighbouring numbers are far apart on the colour wheel.
    private static String colour(int cluster) {
        return cluster < 0
                ? GREY
                : String.format(Locale.ROOT, "hsl(%.0f 65%% %d%%)", GOLDEN_ANGLE * cluster % 360, 40 + cluster % 3 * 8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
