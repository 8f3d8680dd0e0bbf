package dev.lookalike.gallery.taste;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

import dev.lookalike.gallery.Event;

/// What a person likes and what not.
///
/// @param liked
///            ids of pictures in the order in which they were liked first
/// @param disliked
///            of those rated low
public record Likes(List<Long> liked, List<Long> disliked) {
    private static final int LIKED = 4;
    private static final int DISLIKED = 2;

    /// Of a picture that is rated, the rating counts, 3 neither way; else that it was clicked or bought.
    ///
    /// @param did
    ///            what one person did; of a picture one rating at most
    public static Likes of(Iterable<Event> did) {
        var images = new LinkedHashSet<Long>();
        var ratings = new HashMap<Long, Integer>();
        for (Event event : did) {
            if (event.kind() == Event.Kind.RATING) {
                ratings.put(event.image(), event.rating());
            }
            images.add(event.image());
        }
        var liked = new ArrayList<Long>();
        var disliked = new ArrayList<Long>();
        images.forEach(image -> {
            int rating = ratings.getOrDefault(image, LIKED);
            if (rating >= LIKED) {
                liked.add(image);
            } else if (rating <= DISLIKED) {
                disliked.add(image);
            }
        });
        return new Likes(List.copyOf(liked), List.copyOf(disliked));
    }

    /// Everybody's, by name.
    ///
    /// @param did
    ///            what all people did
    public static Map<String, Likes> ofAll(Map<String, List<Event>> did) {
        var all = new TreeMap<String, Likes>();
        did.forEach((user, events) -> all.put(user, of(events)));
        return all;
    }

    /// Only pictures that pass.
    public Likes among(LongPredicate there) {
        return new Likes(liked.stream().filter(there::test).toList(), disliked.stream().filter(there::test).toList());
    }
}
