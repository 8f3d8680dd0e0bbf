package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.features.Told;
import dev.lookalike.gallery.taste.Interactions;
import dev.lookalike.gallery.taste.Likes;
import dev.lookalike.gallery.taste.Scorer;
import dev.lookalike.gallery.taste.TasteTrial;
import org.jspecify.annotations.Nullable;

/// Learns from what everybody liked, and measures that.
final class Tasting {
    private final Path derived;
    private final Catalogue catalogue;
    private final Vectors vectors;
    private final long seed;

    Tasting(Path derived, Catalogue catalogue, Vectors vectors, long seed) {
        this.derived = derived;
        this.catalogue = catalogue;
        this.vectors = vectors;
        this.seed = seed;
    }

    TasteReport run(Progress progress, Users.@Nullable Truth truth) {
        var places = new HashMap<Long, Integer>();
        var ids = new ArrayList<Long>();
        var features = new ArrayList<float[]>();
        vectors.forEach((id, vector) -> {
            places.put(id, ids.size());
            ids.add(id);
            features.add(floats(vector));
        });
        var names = new ArrayList<String>();
        var liked = new ArrayList<int[]>();
        var disliked = new ArrayList<int[]>();
        Likes.ofAll(did()).forEach((user, taste) -> {
            int[] mine = taste.liked().stream().filter(places::containsKey).mapToInt(places::get).toArray();
            if (mine.length > 0) {
                names.add(user);
                liked.add(mine);
                disliked.add(taste.disliked().stream().filter(places::containsKey).mapToInt(places::get).toArray());
            }
        });
        if (names.size() < Users.LEAST_USERS || ids.size() < Users.LEAST_IMAGES) {
            throw new IllegalArgumentException(
                    "%,d people like something here, of %,d pictures; learning takes %d people and %d pictures or more"
                            .formatted(
                                    names.size(), ids.size(), Users.LEAST_USERS, Users.LEAST_IMAGES));
        }
        var trial = new TasteTrial(
                new Interactions(ids.size(), liked.toArray(int[][]::new), disliked.toArray(int[][]::new)),
                features.toArray(float[][]::new), told(ids), seed, derived,
                (done, of) -> progress.at(new Progress.State(of, done, 0, 0, -1, done == of)));
        return trial.run(truth == null ? null : known(truth, names, ids));
    }

    private static Scorer known(Users.Truth truth, List<String> names, List<Long> ids) {
        return (user, into) -> {
            for (int item = 0; item < into.length; item++) {
                into[item] = (float) truth.preference(names.get(user), ids.get(item));
            }
        };
    }

    /// What is told of each picture, as features.
    private float[][] told(List<Long> ids) {
        return Told.features(ids.stream().map(catalogue::item)
                .map(item -> item == null ? Map.<String, String>of() : item.metadata()).toList());
    }

    private Map<String, List<Event>> did() {
        var did = new HashMap<String, List<Event>>();
        catalogue.users().forEach(event -> did.computeIfAbsent(event.user(), _ -> new ArrayList<>()).add(event));
        return did;
    }

    private static float[] floats(double[] vector) {
        var floats = new float[vector.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector[i];
        }
        return floats;
    }
}
