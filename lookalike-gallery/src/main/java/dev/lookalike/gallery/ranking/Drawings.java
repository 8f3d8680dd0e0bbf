package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.List;

import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.TraitStatus;
import dev.lookalike.gallery.algebra.Matrix;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.traits.Edges;
import dev.lookalike.gallery.traits.Making;
import org.jspecify.annotations.Nullable;

/// Where does the picture lie that somebody drew? All methods may be called from any thread.
final class Drawings {
    /*
     * A network puts drawings in one place and photos in another, whatever they show. But of every picture of the gallery there is
     * a drawing, its edge map, which is as coarse as sketches are. So the gallery itself shows what leads from a drawing to its
     * picture, without a label: ridge regression (Hoerl & Kennard 1970) of where pictures lie on what their edge maps look like,
     *
     *     direction = P' E (E'E + RIDGE I)^-1 x      with a row for each picture in P and in E, both unit vectors
     *
     * P from the centre of the pictures, E and the sketch x from that of the edge maps. With fewer pictures than values the same is
     * P' (E E' + RIDGE I)^-1 E x, which is less to solve. What comes out is a direction from the centre, as it is of words, so a
     * sketch goes wherever examples go. RIDGE is the best of 0.01 to 100 for 60 to 3,068 photos, for drawn products, and for both
     * bundled networks. Choice: docs/decisions/0117-sketches-translated.md, figures: docs/measurements/recommendation.md.
     */
    private static final double RIDGE = 0.3;

    /// Of so many pictures it is learnt at most.
    private static final int SAMPLE = 4_096;

    /// It is learnt again when there are so many times as many.
    private static final double GROWTH = 1.25;

    private static final int LEAST_CENTRED = 3;

    private final Making making;
    private final Embeddings embeddings;
    private @Nullable Learnt learnt;

    Drawings(Making making, Embeddings embeddings) {
        this.making = making;
        this.embeddings = embeddings;
    }

    /// What leads from drawings to pictures.
    ///
    /// @param from
    ///            how many edge maps there were
    /// @param centre
    ///            their mean
    /// @param edges
    ///            the edge maps as columns, where they are fewer than their values; else null
    /// @param root
    ///            of the matrix that is solved
    /// @param places
    ///            a row of what is added for each value of what was solved
    @SuppressWarnings("ArrayRecordComponent") // private and not compared
    private record Learnt(long from, float[] centre, float @Nullable [][] edges, double[][] root, float[][] places) {
        float[] direction(float[] drawing) {
            var less = drawing.clone();
            Matrix.addScaled(less, centre, -1);
            if (root.length == 0) {
                // Nothing was learnt yet.
                return less;
            }
            float[][] x = Matrix.units(new float[][]{less});
            float[][] right = Matrix.transposed(edges == null ? x : Matrix.times(x, edges));
            double[][] solved = Matrix.solve(root, Matrix.doubles(right, 1));
            var direction = new float[less.length];
            for (int i = 0; i < solved.length; i++) {
                Matrix.addScaled(direction, places[i], (float) solved[i][0]);
            }
            return Matrix.units(new float[][]{direction})[0];
        }
    }

    /// The direction from the centre of all pictures in which such pictures lie: a unit vector. Looks at the gallery's pictures
    /// first where nobody does, and learns, which takes seconds where there are thousands.
    ///
    /// @param drawing
    ///            the embedding of a [drawing][dev.lookalike.vision.Drawing]
    float[] direction(float[] drawing) {
        TraitStatus status = making.status();
        if (!status.making() && !status.isComplete()) {
            making.make(Progress.none());
        }
        return now().direction(drawing);
    }

    private synchronized Learnt now() {
        long there = making.kept().count(Edges.NAME);
        Learnt known = learnt;
        if (known == null || there > GROWTH * known.from) {
            known = learn(there);
            learnt = known;
        }
        return known;
    }

    private Learnt learn(long there) {
        var pictures = new ArrayList<float[]>();
        var drawn = new ArrayList<float[]>();
        long step = Math.max(1, there / SAMPLE);
        var seen = new long[1];
        embeddings.forEach((id, unit, norm) -> {
            short[] edge = seen[0]++ % step == 0 ? making.kept().find(Edges.NAME, id) : null;
            if (edge != null) {
                pictures.add(SpaceIndex.floats(Space.raw(unit, norm)));
                drawn.add(Float16.floats(edge));
            }
        });
        int dimension = embeddings.dimension();
        if (pictures.isEmpty()) {
            return new Learnt(there, new float[dimension], new float[0][], new double[0][], new float[0][]);
        }
        float[][] places = directions(pictures, mean(pictures));
        float[] centre = mean(drawn);
        float[][] edges = directions(drawn, centre);
        boolean few = edges.length < dimension;
        float[][] rows = few ? Matrix.transposed(edges) : edges;
        double[][] products = Matrix.doubles(Matrix.transposedTimes(rows, rows), 1);
        for (int i = 0; i < products.length; i++) {
            products[i][i] += RIDGE;
        }
        return new Learnt(there, centre, few ? rows : null, Matrix.root(products),
                few ? places : Matrix.transposedTimes(edges, places));
    }

    // Of two or less, the mean would leave nothing.
    private static float[] mean(List<float[]> rows) {
        return rows.size() < LEAST_CENTRED
                ? new float[rows.getFirst().length]
                : Matrix.mean(rows.toArray(float[][]::new));
    }

    private static float[][] directions(List<float[]> rows, float[] centre) {
        float[][] less = rows.toArray(float[][]::new);
        for (float[] row : less) {
            Matrix.addScaled(row, centre, -1);
        }
        return Matrix.units(less);
    }
}
