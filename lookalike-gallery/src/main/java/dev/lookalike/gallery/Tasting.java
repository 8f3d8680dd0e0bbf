package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.taste.Interactions;
import dev.lookalike.gallery.taste.Scorer;
import dev.lookalike.gallery.taste.TasteTrial;
import org.jspecify.annotations.Nullable;

/// Learns from what everybody liked, and measures that.
final class Tasting {
    private static final int LIKED = 4;
    private static final int MODELS = 8;

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
        likes().forEach((user, images) -> {
            int[] mine = images.stream().filter(places::containsKey).mapToInt(places::get).toArray();
            if (mine.length > 0) {
                names.add(user);
                liked.add(mine);
            }
        });
        if (names.size() < Users.LEAST_USERS || ids.size() < Users.LEAST_IMAGES) {
            throw new IllegalArgumentException(
                    "%,d people like something here, of %,d pictures; learning takes %d people and %d pictures or more"
                            .formatted(
                                    names.size(), ids.size(), Users.LEAST_USERS, Users.LEAST_IMAGES));
        }
        var trial = new TasteTrial(new Interactions(ids.size(), liked.toArray(int[][]::new)),
                features.toArray(float[][]::new), seed, derived,
                done -> progress.at(new Progress.State(MODELS, done, 0, 0, -1, done == MODELS)));
        return trial.run(truth == null ? null : known(truth, names, ids));
    }

    private static Scorer known(Users.Truth truth, List<String> names, List<Long> ids) {
        return (user, into) -> {
            for (int item = 0; item < into.length; item++) {
                into[item] = (float) truth.preference(names.get(user), ids.get(item));
            }
        };
    }

    /// What each person likes: of a picture that is rated, the rating counts; else that it was clicked or bought.
    private Map<String, Set<Long>> likes() {
        var likes = new TreeMap<String, Set<Long>>();
        var unliked = new HashMap<String, Set<Long>>();
        catalogue.users().forEach(event -> {
            Set<Long> mine = likes.computeIfAbsent(event.user(), _ -> new HashSet<>());
            if (event.kind() != Event.Kind.RATING || event.rating() >= LIKED) {
                mine.add(event.image());
            } else {
                unliked.computeIfAbsent(event.user(), _ -> new HashSet<>()).add(event.image());
            }
        });
        unliked.forEach((user, images) -> likes.getOrDefault(user, Set.of()).removeAll(images));
        return likes;
    }

    private static float[] floats(double[] vector) {
        var floats = new float[vector.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector[i];
        }
        return floats;
    }
}
