package dev.lookalike.gallery.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.lookalike.gallery.ranking.Neighbours;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Which pictures of a collection are copies of one photo.
public final class Copies {
    /*
     * The embedding proposes, the pixels decide. A cosine cannot tell copies: a photo's own quarter may be farther from it than
     * the next shirt on the same table. So of every picture the neighbours whose score is not hopeless are looked at, each pair
     * once (Alignment). Copies of copies are copies: what is linked, over however many pairs, is one group.
     */

    /// How alike two pictures must be for their pixels to be compared.
    private static final double LEAST_SCORE = 0.4;

    /// How far pixels must agree: less, and look-alikes are taken for copies; more, and large cuts are missed.
    private static final double LEAST_AGREEMENT = 0.82;

    private final Neighbours neighbours;
    private final int[][] proposed;
    private final IntFunction<@Nullable Picture> pictures;

    /// Pictures that show one photo.
    ///
    /// @param numbers
    ///            places among the neighbours' ids, ascending
    /// @param agreement
    ///            of the two that agree least among those that link them, up to 1
    public record Group(List<Integer> numbers, double agreement) {}

    private record Link(int a, int b, double agreement) {}

    /// Says which pairs are to be compared, and reads nothing yet.
    ///
    /// @param pictures
    ///            reads the picture at a place among the neighbours' ids, or says that it cannot; any thread asks
    public Copies(Neighbours neighbours, IntFunction<@Nullable Picture> pictures) {
        this.neighbours = neighbours;
        this.pictures = pictures;
        proposed = IntStream.range(0, neighbours.count()).mapToObj(this::proposed).toArray(int[][]::new);
    }

    /// Whether two pictures show one photo: cropped, mirrored, resized, recompressed or recoloured.
    public static boolean areOnePhoto(Picture one, Picture other) {
        return Alignment.agreement(Miniature.of(one), Miniature.of(other)) >= LEAST_AGREEMENT;
    }

    private int[] proposed(int one) {
        int[] nearest = neighbours.nearest()[one];
        float[] scores = neighbours.scores()[one];
        return IntStream.range(0, nearest.length).filter(i -> scores[i] >= LEAST_SCORE).map(i -> nearest[i])
                .filter(other -> one < other || !isProposed(other, one)).toArray();
    }

    private boolean isProposed(int from, int wanted) {
        return IntStream.of(neighbours.nearest()[from]).anyMatch(near -> near == wanted);
    }

    /// How many steps the work has: a picture read or a pair compared is one.
    public long steps() {
        return read().length + pairs();
    }

    /// How many pairs are compared.
    public long pairs() {
        return IntStream.range(0, proposed.length).mapToLong(one -> proposed[one].length).sum();
    }

    private int[] read() {
        var wanted = new boolean[neighbours.count()];
        for (int one = 0; one < proposed.length; one++) {
            for (int other : proposed[one]) {
                wanted[one] = true;
                wanted[other] = true;
            }
        }
        return IntStream.range(0, wanted.length).filter(number -> wanted[number]).toArray();
    }

    /// Looks for them, on all cores.
    ///
    /// @param progress
    ///            hears of steps that were done, from any thread; what it throws ends the work
    public List<Group> groups(IntConsumer progress) {
        try (var miniatures = new Miniatures(neighbours.count())) {
            IntStream.of(read()).parallel().forEach(number -> {
                Picture picture = pictures.apply(number);
                if (picture != null) {
                    miniatures.put(number, Miniature.of(picture));
                }
                progress.accept(1);
            });
            List<Link> links = IntStream.range(0, proposed.length).parallel()
                    .mapToObj(one -> links(one, miniatures, progress)).flatMap(List::stream).toList();
            return grouped(links);
        }
    }

    private List<Link> links(int one, Miniatures miniatures, IntConsumer progress) {
        var links = new ArrayList<Link>();
        if (proposed[one].length > 0 && miniatures.has(one)) {
            Miniature miniature = miniatures.of(one);
            for (int other : proposed[one]) {
                if (miniatures.has(other)) {
                    double agreement = Alignment.agreement(miniature, miniatures.of(other));
                    if (agreement >= LEAST_AGREEMENT) {
                        links.add(new Link(one, other, agreement));
                    }
                }
            }
        }
        progress.accept(proposed[one].length);
        return links;
    }

    // Of each group, the least number stands for it.
    private List<Group> grouped(List<Link> links) {
        int[] parents = IntStream.range(0, neighbours.count()).toArray();
        for (Link link : links) {
            int a = root(parents, link.a);
            int b = root(parents, link.b);
            parents[Math.max(a, b)] = Math.min(a, b);
        }
        var lowest = new HashMap<Integer, Double>();
        links.forEach(link -> lowest.merge(root(parents, link.a), link.agreement, Math::min));
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int number = 0; number < neighbours.count(); number++) {
            int root = root(parents, number);
            if (lowest.containsKey(root)) {
                members.computeIfAbsent(root, _ -> new ArrayList<>()).add(number);
            }
        }
        return members.entrySet().stream()
                .map(each -> new Group(each.getValue(), Objects.requireNonNull(lowest.get(each.getKey())))).toList();
    }

    private static int root(int[] parents, int number) {
        int root = number;
        while (parents[root] != root) {
            root = parents[root];
        }
        parents[number] = root;
        return root;
    }
}
