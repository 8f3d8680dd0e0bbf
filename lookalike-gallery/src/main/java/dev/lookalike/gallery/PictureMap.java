package dev.lookalike.gallery;

import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

import dev.lookalike.gallery.map.Drawing;

/// Where pictures lie on a map on which those that are alike are neighbours, and the clusters they form.
///
/// Two maps in one: t-SNE, which keeps neighbours together and says little about what is far apart, and the two principal axes of
/// the pictures' vectors (PCA), which keep the large shape and little of the neighbourhoods. Both are for looking, not for
/// searching: see docs/decisions/0084-a-map-to-look-at.md for what each of them loses.
///
/// @param places
///            of the pictures, by ascending id
/// @param clusters
///            the largest first; number `i` is entry `i`
/// @param drawn
///            when
/// @param since
///            how many pictures came or went since then. Those that came lie beside their nearest, up to some thousand; those that
///            went are left out
/// @param due
///            whether so much changed that it should be drawn again
public record PictureMap(List<Place> places, List<Cluster> clusters, Instant drawn, long since, boolean due) {
    /// The most pictures that a map is drawn of; of more, so many are taken evenly, and the others lie beside their nearest.
    public static final int MAX_DRAWN = 200_000;

    public PictureMap {
        places = List.copyOf(places);
        clusters = List.copyOf(clusters);
    }

    /// Where a picture lies. Coordinates are 0 to 1, the longer side of each map from edge to edge, y downwards.
    ///
    /// @param x
    ///            by t-SNE; `y` too
    /// @param pcaX
    ///            along the first principal axis; `pcaY` along the second
    /// @param cluster
    ///            its number, or [#NO_CLUSTER]
    public record Place(long id, float x, float y, float pcaX, float pcaY, int cluster) {
        /// Of pictures that lie between clusters, or by themselves.
        public static final int NO_CLUSTER = -1;
    }

    /// Pictures that are more alike among each other than to others.
    ///
    /// @param name
    ///            of the guessed categories that set it apart, such as `running shoe, sandal`; no two clusters have the same
    /// @param typical
    ///            the id of the picture nearest to the mean of all
    /// @param count
    ///            how many pictures are in it
    public record Cluster(String name, long typical, long count) {}

    /// Draws a map of some vectors. Costs about 10 s for 14,000 and a minute for 60,000 on two quiet cores, and uses all there
    /// are; the same vectors and seed give the same map.
    ///
    /// @param vectors
    ///            up to [#MAX_DRAWN] are drawn, compared by their directions
    /// @param guesses
    ///            what the picture with an id was guessed to be, for the names of clusters
    /// @param progress
    ///            told steps instead of files
    /// @throws java.util.concurrent.CancellationException
    ///             soon after the thread was interrupted; the interrupt stays set
    public static PictureMap of(Vectors vectors, LongFunction<List<Image.Category>> guesses, long seed,
            Progress progress) {
        return Drawing.of(vectors, guesses, seed, progress);
    }
}
