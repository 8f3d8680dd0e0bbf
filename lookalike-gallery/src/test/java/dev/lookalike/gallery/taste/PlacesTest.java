package dev.lookalike.gallery.taste;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.ranking.Foreseen;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Where pictures lie for people's tastes, while they come and go.
final class PlacesTest {
    private static final int SIZE = 9;
    private static final int COUNT = 3_000;

    private final RandomGenerator random = Trials.random(Trials.seed());
    private final Places places = new Places(SIZE);

    private void put(long id) {
        var place = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            place[i] = (float) random.nextGaussian();
        }
        place[SIZE - 1] /= 100;
        places.put(id, place);
    }

    @Test
    void best_afterPicturesCameAndWent_areThoseOfTheMostTaste() {
        LongStream.rangeClosed(1, COUNT).forEach(this::put);
        LongStream.rangeClosed(1, COUNT).filter(id -> id % 3 == 0).forEach(places::remove);
        LongStream.rangeClosed(1, COUNT).filter(id -> id % 5 == 0).forEach(this::put);
        long[] there = LongStream.rangeClosed(1, COUNT).filter(id -> id % 3 != 0 || id % 5 == 0).toArray();
        List<Event> did = List.of(Event.rating("ana", 1, 5), Event.of("ana", 2, Event.Kind.CLICK),
                Event.rating("ana", 4, 3), Event.rating("ana", 3, 5));

        Foreseen ana = Objects.requireNonNull(places.of(did));

        assertThat(LongStream.of(there).mapToDouble(ana::taste).average().orElseThrow()).isEqualTo(0, within(1e-4));
        assertThat((ana.taste(1) + ana.taste(2)) / 2).isEqualTo(1, within(1e-4));
        assertThat(ana.taste(3)).as("of one that is gone").isZero();
        assertThat(ana.because(1)).isIn(1L, 2L);
        var sorted = new ArrayList<Long>();
        LongStream.of(there).boxed().sorted(Comparator.comparingDouble((Long id) -> -ana.taste(id)))
                .forEach(sorted::add);
        assertThat(ana.best(Ids.all(), 20)).extracting(Hit::id).isEqualTo(sorted.subList(0, 20));
        assertThat(ana.best(Ids.except(sorted.getFirst()), 19)).extracting(Hit::id).isEqualTo(sorted.subList(1, 20));
        long[] some = {sorted.get(50), sorted.get(7), 3, sorted.get(900)};
        assertThat(ana.best(Ids.only(some), 20)).extracting(Hit::id).containsExactly(some[1], some[0], some[3]);
    }

    @Test
    void of_whoLikesNothingThatIsThere_isNobody() {
        put(1);

        assertThat(places.of(List.of(Event.rating("ana", 1, 2), Event.rating("ana", 7, 5)))).isNull();
    }
}
