package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

import dev.lookalike.gallery.catalogue.Embeddings;
import org.jspecify.annotations.Nullable;

/// Labelled embeddings to learn from.
///
/// @param rows
///            raw embeddings; one with several labels is here once for each
/// @param classes
///            of each, 0 to `count - 1`
/// @param names
///            of the classes
@SuppressWarnings("ArrayRecordComponent") // read and not compared
record Lessons(float[][] rows, int[] classes, List<String> names) {
    /// Of more embeddings, so many are taken evenly.
    static final int MOST = 20_000;

    /// The most classes that can be learnt.
    static final int MOST_CLASSES = 1_000;

    /// A class with fewer pictures teaches nothing.
    static final int LEAST_OF_CLASS = 2;

    /// Those that have labels, from classes that can be learnt.
    ///
    /// @param labels
    ///            of the picture with an id; none to leave it out
    /// @throws IllegalArgumentException
    ///             if there are fewer than two classes, or too many
    static Lessons of(Embeddings embeddings, LongFunction<Set<String>> labels) {
        var members = new HashMap<String, Integer>();
        long[] all = {0};
        embeddings.forEach((id, unit, norm) -> {
            Set<String> known = labels.apply(id);
            known.forEach(label -> members.merge(label, 1, Integer::sum));
            all[0] += known.size();
        });
        List<String> names = members.entrySet().stream().filter(each -> each.getValue() >= LEAST_OF_CLASS)
                .map(Map.Entry::getKey).sorted().toList();
        if (names.size() < 2 || names.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "%d classes of %d pictures or more; label 2 to %d classes".formatted(names.size(), LEAST_OF_CLASS,
                            MOST_CLASSES));
        }
        var numbers = new HashMap<String, Integer>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        long stride = Math.ceilDiv(all[0], MOST);
        var rows = new ArrayList<float[]>();
        var classes = new ArrayList<Integer>();
        long[] seen = {0};
        embeddings.forEach((id, unit, norm) -> {
            for (String label : labels.apply(id).stream().sorted().toList()) {
                @Nullable
                Integer number = numbers.get(label);
                if (number != null && seen[0]++ % stride == 0) {
                    rows.add(SpaceIndex.floats(Space.raw(unit, norm)));
                    classes.add(number);
                }
            }
        });
        return new Lessons(rows.toArray(float[][]::new), classes.stream().mapToInt(Integer::intValue).toArray(),
                names);
    }

    /// How many classes there are.
    int count() {
        return names.size();
    }
}
