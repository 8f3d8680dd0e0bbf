package dev.lookalike.app.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.gallery.PictureMap.Place;
import org.jspecify.annotations.Nullable;

/// The clusters that a gallery's pictures form.
///
/// @param clusters
///            the largest at the time of drawing first
/// @param unclustered
///            how many pictures lie between clusters or by themselves
/// @param drawn
///            when they were found, or null if no map was drawn yet
/// @param due
///            whether so much changed since that the map should be drawn again
public record Clusters(List<Cluster> clusters, long unclustered, @Nullable Instant drawn, boolean due) {

    /// Pictures that are more alike among each other than to others.
    ///
    /// @param number
    ///            as the map's `clusters` tell it
    /// @param name
    ///            of guessed categories that set it apart
    /// @param typical
    ///            the id of the picture in its middle
    public record Cluster(int number, String name, long typical, long count) {}

    static final Clusters NONE = new Clusters(List.of(), 0, null, true);

    static Clusters of(dev.lookalike.gallery.PictureMap map) {
        var clusters = new ArrayList<Cluster>();
        for (int number = 0; number < map.clusters().size(); number++) {
            var cluster = map.clusters().get(number);
            if (cluster.count() > 0) {
                clusters.add(new Cluster(number, cluster.name(), cluster.typical(), cluster.count()));
            }
        }
        long unclustered = map.places().stream().filter(place -> place.cluster() == Place.NO_CLUSTER).count();
        return new Clusters(clusters, unclustered, map.drawn(), map.due());
    }
}
