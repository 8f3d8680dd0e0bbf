package dev.lookalike.gallery.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lookalike.gallery.Image;

/// Names clusters by what their pictures were guessed to be.
final class ClusterNames {
    /*
     * A category counts for a cluster by its mean probability there, and by how much more likely it is there than in all pictures:
     * what everything in the collection is taken for tells no cluster from another. A second category stands beside the first where
     * it counts at least half as much, or where the first is a name that is given away already.
     */
    private static final double SECOND_FROM = 0.5;
    private static final int CONSIDERED = 8;
    /// Where all clusters are of one kind, its name is better than none.
    private static final double LEAST_TELLING = 0.05;

    private final Map<String, Double> overall = new HashMap<>();
    private final List<Map<String, Double>> inside = new ArrayList<>();
    private final List<Integer> members = new ArrayList<>();
    private int pictures;

    ClusterNames(int clusters) {
        for (int i = 0; i < clusters; i++) {
            inside.add(new HashMap<>());
            members.add(0);
        }
    }

    /// Counts a picture.
    ///
    /// @param cluster
    ///            of the picture, or [Clustering#NONE]
    void count(int cluster, List<Image.Category> guesses) {
        pictures++;
        for (Image.Category guess : guesses) {
            overall.merge(guess.name(), (double) guess.probability(), Double::sum);
            if (cluster != Clustering.NONE) {
                inside.get(cluster).merge(guess.name(), (double) guess.probability(), Double::sum);
            }
        }
        if (cluster != Clustering.NONE) {
            members.set(cluster, members.get(cluster) + 1);
        }
    }

    /// The name of each cluster; no two are the same.
    List<String> names() {
        var given = new HashSet<String>();
        var names = new ArrayList<String>();
        for (int cluster = 0; cluster < inside.size(); cluster++) {
            names.add(name(cluster, given));
        }
        return names;
    }

    private record Candidate(String category, double weight) {}

    private String name(int cluster, Set<String> given) {
        List<Candidate> best = inside.get(cluster).keySet().stream()
                .map(category -> new Candidate(category, weight(cluster, category)))
                .sorted(Comparator.comparingDouble(Candidate::weight).reversed()
                        .thenComparing(Candidate::category))
                .limit(CONSIDERED).toList();
        if (best.isEmpty()) {
            return unique("cluster", given);
        }
        String name = best.getFirst().category();
        for (Candidate second : best.subList(1, best.size())) {
            if (second.weight() < SECOND_FROM * best.getFirst().weight() && !given.contains(name)) {
                break;
            }
            String both = best.getFirst().category() + ", " + second.category();
            if (!given.contains(both)) {
                name = both;
                break;
            }
        }
        return unique(name, given);
    }

    private double weight(int cluster, String category) {
        double here = inside.get(cluster).getOrDefault(category, 0.0) / Math.max(1, members.get(cluster));
        double everywhere = overall.getOrDefault(category, 0.0) / Math.max(1, pictures);
        return here * (LEAST_TELLING + Math.max(0, Math.log(here / Math.max(everywhere, Double.MIN_NORMAL))));
    }

    private static String unique(String name, Set<String> given) {
        String unique = name;
        for (int number = 2; !given.add(unique); number++) {
            unique = name + " " + number;
        }
        return unique;
    }
}
