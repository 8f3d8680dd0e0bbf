package dev.lookalike.gallery.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Explanation;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.FeatureMap;
import dev.lookalike.vision.Picture;

/// Splits the score of two pictures into the places it came from.
final class HeatMaps {
    /*
     * The raw embedding is the mean of the feature map's cells, and the space is linear, so a picture x is the mean of
     * its mapped cells x_c, and a score with another picture y splits over n cells without remainder:
     *
     *   cosine                  x.y / |x||y|           = sum over c of  x_c.y / (n |x||y|)
     *   negative distance       -|y - x|^2 / |y - x|   = sum over c of  -(y - x).(y - x_c) / (n |y - x|)
     *
     * In a space that was learnt from labels, the values of the classes are not linear; cells have them to first order around
     * the picture, which has the same mean.
     *
     * A stored embedding was rounded to float16, so it is not quite the mean of the cells made anew; the difference,
     * some 0.0003 of its length, is spread evenly over them.
     *
     * That split says how much each cell holds, but a cell sees most of the picture: it says where the network keeps
     * what it saw rather than where it saw it. So each place is also hidden once, painted over with the picture's own
     * blur, and the score it costs is added, less the mean of these costs and scaled to twice the spread of the split:
     * the sum stays what it was, to the last bits. Hiding the hottest fifth then costs more than hiding a random fifth
     * in more than nine of ten pairs; by the split alone in seven to eight. Figures: docs/measurements/similarity.md,
     * choice: docs/decisions/0038-why-two-are-alike.md.
     */
    private static final double WEIGHT_OF_HIDING = 2;

    /// Pixels of the shorter side to which a picture is shrunk, and enlarged again, to be blurred.
    private static final int BLURRED_SIDE = 6;

    private final Embedder embedder;
    private final Space space;
    private final Metric metric;

    HeatMaps(Embedder embedder, Space space, Metric metric) {
        this.embedder = embedder;
        this.space = space;
        this.metric = metric;
    }

    /// Explains a pair.
    Explanation of(Shown query, Shown match) {
        Place asked = place(query);
        Place answer = place(match);
        double score = Scores.of(asked.vector, answer.vector, metric);
        return new Explanation(score, map(asked, answer.vector), map(answer, asked.vector));
    }

    /// The map over one of two pictures.
    Explanation.HeatMap map(Place of, double[] other) {
        FeatureMap map = of.map;
        double[] parts = split(of, other);
        double[] costs = costs(of, other);
        double spread = spread(costs);
        double scale = spread == 0 ? 0 : WEIGHT_OF_HIDING * spread(parts) / spread;
        double mean = mean(costs);
        Arrays.setAll(parts, cell -> parts[cell] + scale * (costs[cell] - mean));
        return new Explanation.HeatMap(map.rows(), map.columns(), inside(of.shown.crop, map.shown()), parts);
    }

    private double[] split(Place of, double[] other) {
        var parts = new double[of.cells.length];
        Arrays.setAll(parts, cell -> part(of.cells[cell], of.vector, other) / parts.length);
        return parts;
    }

    private double part(double[] cell, double[] whole, double[] other) {
        if (metric == Metric.COSINE) {
            return Scores.dot(cell, other) / (Scores.length(whole) * Scores.length(other));
        }
        double distance = -Scores.of(whole, other, metric);
        double sum = 0;
        for (int i = 0; i < cell.length; i++) {
            sum += (other[i] - whole[i]) * (other[i] - cell[i]);
        }
        return distance == 0 ? 0 : -sum / distance;
    }

    // What the score loses when each place is hidden; the network's batches go to all cores.
    private double[] costs(Place of, double[] other) {
        FeatureMap map = of.map;
        Picture picture = of.shown.picture;
        Picture blurred = blurred(picture);
        int count = map.rows() * map.columns();
        double score = Scores.of(of.vector, other, metric);
        var costs = new double[count];
        IntStream.range(0, (count + Embedder.BATCH - 1) / Embedder.BATCH).parallel().forEach(batch -> {
            int first = batch * Embedder.BATCH;
            int last = Math.min(count, first + Embedder.BATCH);
            List<Embedding> hidden = embedder.embed(
                    IntStream.range(first, last).mapToObj(cell -> hidden(picture, blurred, map, cell)).toList());
            for (int cell = first; cell < last; cell++) {
                double[] place = space.map(Space.raw(hidden.get(cell - first)));
                costs[cell] = score - Scores.of(place, other, metric);
            }
        });
        return costs;
    }

    private static Picture blurred(Picture picture) {
        double scale = (double) BLURRED_SIDE / Math.min(picture.width(), picture.height());
        int columns = Math.max(1, (int) Math.round(scale * picture.width()));
        int rows = Math.max(1, (int) Math.round(scale * picture.height()));
        return picture.resized(columns, rows).resized(picture.width(), picture.height());
    }

    private static Picture hidden(Picture picture, Picture blurred, FeatureMap map, int cell) {
        int width = picture.width();
        byte[] rgb = picture.rgb().clone();
        int left = edge(map.shown().left(), map.shown().width(), cell % map.columns(), map.columns(), width);
        int right = edge(map.shown().left(), map.shown().width(), cell % map.columns() + 1, map.columns(), width);
        int top = edge(map.shown().top(), map.shown().height(), cell / map.columns(), map.rows(), picture.height());
        int bottom = edge(map.shown().top(), map.shown().height(), cell / map.columns() + 1, map.rows(),
                picture.height());
        for (int y = top; y < bottom; y++) {
            int start = 3 * (y * width + left);
            System.arraycopy(blurred.rgb(), start, rgb, start, 3 * (right - left));
        }
        return Picture.of(width, picture.height(), rgb);
    }

    private static int edge(double start, double length, int cell, int cells, int pixels) {
        return Math.clamp(Math.round(pixels * (start + length * cell / cells)), 0, pixels);
    }

    // The part of a picture that a part of its crop is.
    private static Crop inside(Crop crop, Crop part) {
        return new Crop(crop.left() + part.left() * crop.width(), crop.top() + part.top() * crop.height(),
                part.width() * crop.width(), part.height() * crop.height());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double spread(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
    }

    /// What the network was shown.
    ///
    /// @param picture
    ///            the picture, or the part of it
    /// @param crop
    ///            which part of the upright picture it is
    /// @param stored
    ///            the raw embedding as it is stored, or none
    record Shown(Picture picture, Crop crop, double... stored) {}

    /// A picture in the space, cell by cell.
    ///
    /// @param vector
    ///            where it lies
    /// @param cells
    ///            where its cells lie; their mean is `vector`
    /// @param map
    ///            the grid they form
    record Place(Shown shown, double[] vector, double[][] cells, FeatureMap map) {}

    /// Looks at a picture.
    Place place(Shown shown) {
        FeatureMap map = embedder.featureMap(shown.picture);
        double[] whole = mean(map.cells());
        var cells = new double[map.cells().length][];
        Arrays.setAll(cells, cell -> space.map(SpaceIndex.doubles(map.cells()[cell]), whole));
        var mean = new double[space.size()];
        for (double[] cell : cells) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += cell[i] / cells.length;
            }
        }
        if (shown.stored.length == 0) {
            return new Place(shown, mean, cells, map);
        }
        double[] vector = space.map(shown.stored);
        for (double[] cell : cells) {
            for (int i = 0; i < mean.length; i++) {
                cell[i] += vector[i] - mean[i];
            }
        }
        return new Place(shown, vector, cells, map);
    }

    private static double[] mean(float[][] cells) {
        var mean = new double[cells[0].length];
        for (float[] cell : cells) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (double) cell[i] / cells.length;
            }
        }
        return mean;
    }
}
