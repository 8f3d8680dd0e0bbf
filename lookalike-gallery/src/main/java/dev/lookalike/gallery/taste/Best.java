package dev.lookalike.gallery.taste;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

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
        return queue.stream().sorted(WORST_FIRST.reversed()).mapToInt(Offer::place).toArray();
    }

    float[] scores() {
        var scores = new float[queue.size()];
        Offer[] sorted = queue.stream().sorted(WORST_FIRST.reversed()).toArray(Offer[]::new);
        Arrays.setAll(sorted, i -> {
            scores[i] = sorted[i].score;
            return sorted[i];
        });
        return scores;
    }
}
