package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Query;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import org.jspecify.annotations.Nullable;

/// What a person likes, as places of the gallery's space, and what not.
///
/// @param all
///            the strongest first
/// @param disliked
///            pictures that were rated low
/// @param done
///            the ids of pictures that the person did anything with
record Interests(List<Interest> all, List<Liked> disliked, Set<Long> done) {
    /*
     * A person who likes red dresses and desk lamps likes nothing that lies between the two, so likes are not averaged into one
     * place but clustered, as PinnerSage does (Pal and others 2020, "PinnerSage: multi-modal user embedding framework for
     * recommendations at Pinterest"): bottom-up, by the mean cosine between the members of two clusters, until the two most
     * alike are less so than pictures of one kind are. What that is, is read off the collection: half the way from pictures
     * taken at random to a picture's nearest. So how many interests somebody has is for the likes to say. An interest lies at
     * the mean of its members' directions, which is measured to find more than the best of them (decision 0036).
     *
     * A rating of 5 counts one, of 4 a half, of 3 nothing, of 2 and 1 against; without a rating a purchase counts one and a
     * click a quarter, two at most. Only the last LIKES are clustered.
     */
    private static final int LIKES = 200;
    private static final int DISLIKES = 100;
    private static final int MOST = 12;
    private static final double CLICK = 0.25;

    /// The half step of decision 0036.
    private static final double AWAY = 0.5;
    private static final int CLICKS = 2;

    /// How far from random to nearest two kinds begin to be one.
    private static final double ONE_KIND = 0.5;
    /// Where a gallery is too small to say.
    private static final double USUAL = 0.35;

    /// A picture that was liked, or not.
    ///
    /// @param direction
    ///            where it lies, of length 1
    /// @param weight
    ///            how much it counts, up to 1
    /// @param why
    ///            what the person did with it
    record Liked(long id, double[] direction, double weight, Event.Kind why) {
        /// Such as `because you liked beach.jpg`.
        String because(Ranking.Shown shown) {
            Image image = shown.images(List.of(id)).get(id);
            return "because you %s %s".formatted(switch (why) {
                case RATING -> "liked";
                case CLICK -> "looked at";
                case PURCHASE -> "bought";
            }, image == null ? "something like it" : image.title());
        }
    }

    /// How much a picture counts, and what was done with it.
    private record Weight(double value, Event.Kind why) {
        private Weight plus(Weight more) {
            return new Weight(Math.min(1, value + more.value), why);
        }
    }

    /// Pictures of one kind.
    ///
    /// @param direction
    ///            of their mean, of length 1
    /// @param weight
    ///            of all of them
    record Interest(double[] direction, double weight, List<Liked> liked) {
        /// The one of them most like a picture.
        Liked nearest(double[] direction) {
            return liked.stream().max(Comparator.comparingDouble(one -> Scores.dot(one.direction, direction)))
                    .orElseThrow();
        }
    }

    /// The interests of a person.
    ///
    /// @param did
    ///            the last event first
    static Interests of(SpaceIndex index, List<Event> did) {
        var done = new HashSet<Long>();
        var liked = new ArrayList<Liked>();
        var disliked = new ArrayList<Liked>();
        weights(did, done).forEach((id, weight) -> {
            boolean likes = weight.value > 0;
            List<Liked> side = likes ? liked : disliked;
            if (weight.value != 0 && side.size() < (likes ? LIKES : DISLIKES)) {
                double[] place = index.stored(id);
                if (place != null) {
                    side.add(new Liked(id, direction(place), Math.abs(weight.value), weight.why));
                }
            }
        });
        List<Interest> all = clustered(liked, oneKind(index)).stream().map(Interests::interest)
                .sorted(Comparator.comparingDouble(Interest::weight).reversed()).limit(MOST).toList();
        return new Interests(all, disliked, done);
    }

    /// From which cosine on two pictures are of one kind.
    static double oneKind(SpaceIndex index) {
        Background background = index.known().get(Metric.COSINE);
        return background == null
                ? USUAL
                : background.unrelated() + ONE_KIND * (background.near() - background.unrelated());
    }

    /// How much each picture counts, the one of the last event first.
    private static Map<Long, Weight> weights(List<Event> did, Set<Long> done) {
        var weights = new LinkedHashMap<Long, Weight>();
        var clicks = new HashMap<Long, Integer>();
        var rated = new HashSet<Long>();
        for (Event event : did) {
            long id = event.image();
            done.add(id);
            switch (event.kind()) {
                case RATING -> {
                    if (rated.add(id)) {
                        double middle = (Event.LEAST + Event.MOST) / 2.0;
                        weights.put(id, new Weight((event.rating() - middle) / (Event.MOST - middle), event.kind()));
                    }
                }
                case PURCHASE -> {
                    if (!rated.contains(id)) {
                        weights.put(id, new Weight(1, event.kind()));
                    }
                }
                case CLICK -> {
                    if (!rated.contains(id) && clicks.merge(id, 1, Integer::sum) <= CLICKS) {
                        weights.merge(id, new Weight(CLICK, event.kind()), Weight::plus);
                    }
                }
            }
        }
        return weights;
    }

    /// A place as a vector of length 1.
    static double[] direction(double[] place) {
        double length = Scores.length(place);
        var direction = new double[place.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = place[i] / length;
        }
        return direction;
    }

    /// Clusters of likes no two of which are as alike as `oneKind`.
    static List<List<Liked>> clustered(List<Liked> liked, double oneKind) {
        var clusters = new ArrayList<List<Liked>>();
        liked.forEach(one -> clusters.add(new ArrayList<>(List.of(one))));
        int count = liked.size();
        var sums = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sums[i][j] = Scores.dot(liked.get(i).direction, liked.get(j).direction);
                sums[j][i] = sums[i][j];
            }
        }
        var there = new boolean[count];
        Arrays.fill(there, true);
        while (true) {
            int one = -1;
            int other = -1;
            double best = oneKind;
            for (int i = 0; i < count; i++) {
                for (int j = 0; there[i] && j < i; j++) {
                    double mean = sums[i][j] / ((double) clusters.get(i).size() * clusters.get(j).size());
                    if (there[j] && mean >= best) {
                        best = mean;
                        one = i;
                        other = j;
                    }
                }
            }
            if (one < 0) {
                return clusters.stream().filter(cluster -> !cluster.isEmpty()).toList();
            }
            clusters.get(other).addAll(clusters.get(one));
            clusters.get(one).clear();
            there[one] = false;
            for (int i = 0; i < count; i++) {
                sums[i][other] += sums[i][one];
                sums[other][i] = sums[i][other];
            }
        }
    }

    private static Interest interest(List<Liked> liked) {
        var sum = new double[liked.getFirst().direction.length];
        double weight = 0;
        for (Liked one : liked) {
            weight += one.weight;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one.weight * one.direction[i];
            }
        }
        return new Interest(direction(sum), weight, List.copyOf(liked));
    }

    /// Those of some pictures that the person did nothing with yet.
    Ids without(Ids ids) {
        long[] gone = done.stream().mapToLong(Long::longValue).sorted().toArray();
        return switch (ids) {
            case Ids.All _ -> Ids.except(gone);
            case Ids.Only only -> Ids.only(
                    Arrays.stream(only.toArray()).filter(id -> Arrays.binarySearch(gone, id) < 0).toArray());
            case Ids.Except except -> Ids.except(
                    LongStream.concat(Arrays.stream(except.toArray()), Arrays.stream(gone)).toArray());
        };
    }

    /// The picture with an id, if it is liked; else null.
    @Nullable
    Liked liked(long id) {
        return all.stream().flatMap(interest -> interest.liked.stream()).filter(one -> one.id == id).findFirst()
                .orElse(null);
    }

    /// Of everything that is liked, the picture most like a place, or null if nothing is.
    @Nullable
    Liked nearest(double[] place) {
        double[] direction = direction(place);
        return all.stream().map(interest -> interest.nearest(direction))
                .max(Comparator.comparingDouble(one -> Scores.dot(one.direction, direction))).orElse(null);
    }

    /// The same as an example.
    Query.Inside shown(double[] place) {
        Liked nearest = nearest(place);
        if (nearest == null) {
            throw new IllegalArgumentException("the person has not liked a picture that is there; nothing to explain");
        }
        return new Query.Inside(nearest.id, Crop.WHOLE, 1);
    }

    /// How much a picture is like what is liked, and unlike what was rated low.
    double taste(double[] direction) {
        return all.stream().mapToDouble(each -> Scores.dot(each.direction, direction)).max().orElse(0)
                - away(direction);
    }

    /// What a picture loses for being like what was rated low.
    double away(double[] direction) {
        return AWAY * dislike(direction);
    }

    private double dislike(double[] direction) {
        double most = 0;
        for (Liked one : disliked) {
            most = Math.max(most, one.weight * Scores.dot(one.direction, direction));
        }
        return most;
    }
}
