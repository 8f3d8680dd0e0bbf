package dev.lookalike.app.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.PictureMap.Place;
import org.jspecify.annotations.Nullable;

/// Where pictures lie on a map, as columns: entry `i` of each list belongs to picture `ids[i]`, by ascending id.
///
/// @param by
///            what it was drawn by
/// @param drawn
///            when, or null if no map was drawn yet
/// @param since
///            how many pictures came or went since
/// @param due
///            whether it should be drawn, or drawn again
/// @param x
///            from the left, 0 to [#SIDE]; `y` from the top
/// @param clusters
///            the number of each one's cluster, or -1
/// @param folderNames
///            every folder that one of them lies in
/// @param folders
///            which of these each lies in
/// @param taken
///            seconds since 1970 when each was taken, or was added if that is not known
public record PictureMap(Projection by, @Nullable Instant drawn, long since, boolean due, List<Long> ids,
        List<Integer> x,
        List<Integer> y, List<Integer> clusters, List<String> folderNames, List<Integer> folders, List<Long> taken) {
    /// The longer side of a map.
    public static final int SIDE = 65_535;

    static PictureMap none(Projection by) {
        return new PictureMap(by, null, 0, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of());
    }

    /// @param images
    ///            the gallery's, by ascending id
    static PictureMap of(dev.lookalike.gallery.PictureMap map, Projection by,
            Iterator<dev.lookalike.gallery.Image> images) {
        var ids = new ArrayList<Long>();
        var x = new ArrayList<Integer>();
        var y = new ArrayList<Integer>();
        var clusters = new ArrayList<Integer>();
        Map<String, Integer> folderNames = new HashMap<>();
        var names = new ArrayList<String>();
        var folders = new ArrayList<Integer>();
        var taken = new ArrayList<Long>();
        dev.lookalike.gallery.Image image = null;
        for (Place place : map.places()) {
            while ((image == null || image.id() < place.id()) && images.hasNext()) {
                image = images.next();
            }
            if (image == null || image.id() != place.id()) {
                continue;
            }
            ids.add(place.id());
            x.add(Math.round(SIDE * (by == Projection.TSNE ? place.x() : place.pcaX())));
            y.add(Math.round(SIDE * (by == Projection.TSNE ? place.y() : place.pcaY())));
            clusters.add(place.cluster());
            folders.add(folderNames.computeIfAbsent(image.folder(), name -> {
                names.add(name);
                return names.size() - 1;
            }));
            taken.add(seconds(image));
        }
        return new PictureMap(by, map.drawn(), map.since(), map.due(), ids, x, y, clusters, names, folders, taken);
    }

    private static long seconds(dev.lookalike.gallery.Image image) {
        var taken = image.taken();
        return taken == null ? image.added().getEpochSecond() : taken.toEpochSecond(ZoneOffset.UTC);
    }
}
