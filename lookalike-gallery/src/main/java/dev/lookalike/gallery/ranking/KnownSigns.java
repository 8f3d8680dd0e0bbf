package dev.lookalike.gallery.ranking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.situation.Signs;
import dev.lookalike.gallery.situation.Vocabulary;
import dev.lookalike.gallery.traits.Descriptions;
import org.jspecify.annotations.Nullable;

/// What rules look at of what is told of pictures, once it was looked at. All methods may be called from any thread.
final class KnownSigns {
    /*
     * To read what is told of three hundred pictures and to look for the rules' words in it takes some ten milliseconds, and what is
     * found are few different signs: a shop has many red dresses. So each picture's are remembered, by its id alone, and equal ones once.
     *
     * What is told may change while it is read: then what was read is used and not remembered.
     */
    private final @Nullable Descriptions told;
    private @Nullable Vocabulary vocabulary;
    private final Map<Long, Signs> known = new HashMap<>();
    private final Map<Signs, Signs> different = new HashMap<>();
    private long changes;

    /// @param told
    ///            null where nobody says when it changes; then nothing is remembered
    KnownSigns(@Nullable Descriptions told) {
        this.told = told;
        if (told != null) {
            told.follow(this::forget);
        }
    }

    private synchronized void forget(long id) {
        changes++;
        known.remove(id);
    }

    /// The signs of some pictures, of those that are there.
    Map<Long, Signs> of(List<Long> ids, Vocabulary words, Ranking.Shown shown) {
        var signs = new HashMap<Long, Signs>();
        if (told == null) {
            shown.images(ids).forEach((id, image) -> signs.put(id, words.signs(image.metadata())));
            return signs;
        }
        long before = begin(ids, words, signs);
        for (long id : ids) {
            if (!signs.containsKey(id)) {
                Map<String, String> metadata = told.find(id);
                if (metadata != null) {
                    signs.put(id, remembered(id, words, words.signs(metadata), before));
                }
            }
        }
        return signs;
    }

    private synchronized long begin(List<Long> ids, Vocabulary words, Map<Long, Signs> signs) {
        if (vocabulary != words) {
            vocabulary = words;
            known.clear();
            different.clear();
        }
        for (long id : ids) {
            Signs found = known.get(id);
            if (found != null) {
                signs.put(id, found);
            }
        }
        return changes;
    }

    private synchronized Signs remembered(long id, Vocabulary words, Signs read, long before) {
        if (vocabulary != words) {
            return read;
        }
        Signs one = different.computeIfAbsent(read, _ -> read);
        if (changes == before) {
            known.put(id, one);
        }
        return one;
    }
}
