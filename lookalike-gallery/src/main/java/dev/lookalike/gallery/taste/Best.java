package dev.lookalike.gallery.taste;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// The best of what is offered, best first; of equal ones the first offered.
final class Best {
    private final int count;
    private final PriorityQueue<Offer> queue = new PriorityQueue<>(WORST_FIRST);

    private static final Comparator<Offer> WORST_FIRST = Comparator.comparingDouble(Offer::score)
            .thenComparing(Comparator.comparingInt(Offer::place).reversed());

    private record Offer(int place, float score) {}

    Best(int count) {
        this.count = count;
    }

    void offer(int place, float score) {
        var offer = new Offer(place, score);
        if (queue.size() < count) {
            queue.add(offer);
        } else if (count > 0 && WORST_FIRST.compare(offer, queue.element()) > 0) {
            queue.remove();
            queue.add(offer);
        }
    }

    int[] places() {
        return sorted().mapToInt(Offer::place).toArray();
    }

    float[] scores() {
        List<Offer> offers = sorted().toList();
        var scores = new float[offers.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = offers.get(i).score;
        }
        return scores;
    }

    private Stream<Offer> sorted() {
        return queue.stream().sorted(WORST_FIRST.reversed());
    }
}
