package dev.lookalike.app.api;

import java.util.List;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

/// What goes with what, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class GoesWithApiTest {
    private static final long NOTHING = 999_999_999;

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThat(Problem.of(catchThrowable(call)).type()).isEqualTo(Problem.of(kind, "").type());
    }

    private static List<Tuple> told(Answer answer) {
        return answer.matches().stream().map(match -> tuple(match.id(), match.score(), match.reason())).toList();
    }

    private static Search search(Search.Part... parts) {
        return Search.nearest(List.of(parts), Metric.COSINE, 6, Search.Filter.ALL, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesWith_ofAWornPicture_findsWhatItWasWornWith(boolean remote, Shop shop) {
        shop.wear();
        Api api = remote ? shop.remote() : shop.api();
        try {
            Outfit worn = api.outfits().all("", 1_000).outfits().stream()
                    .filter(each -> each.name().startsWith("shop look")).findFirst().orElseThrow();
            long asked = worn.images().getFirst();

            Answer answer = api.search(search(Search.Part.goesWith(List.of(asked))));

            assertThat(answer.matches()).hasSize(6).allMatch(Match::alike);
            assertThat(answer.matches().getFirst().reason()).startsWith("together in shop look");
            Answer all = api.outfits().goesWith(asked, 100);
            assertThat(all.matches()).filteredOn(match -> match.reason().startsWith("together")).extracting(Match::id)
                    .containsExactlyInAnyOrderElementsOf(worn.images().subList(1, worn.images().size()));
            assertThat(all.matches()).extracting(Match::id).doesNotContain(asked);
            assertThat(answer.cutOff()).isNull();
            assertThat(api.outfits().goesWith(asked, 6).matches()).extracting(Match::id, Match::score, Match::reason)
                    .isEqualTo(told(answer));
            OutfitsLearnt learnt = api.status().outfits();
            assertThat(learnt.outfits()).isGreaterThanOrEqualTo(Shop.OUTFITS);
            assertThat(learnt.learnt()).isGreaterThanOrEqualTo(Shop.OUTFITS);
            assertKind(() -> api.outfits().goesWith(NOTHING, 6), Kind.NO_SUCH_IMAGE);
            assertKind(() -> api.outfits().goesWith(asked, 0), Kind.BAD_REQUEST);
            assertKind(() -> api.search(search(Search.Part.goesWith(List.of(asked)), Search.Part.words("red", 1))),
                    Kind.BAD_REQUEST);
        } finally {
            if (remote) {
                api.close();
            }
        }
    }

    @Test
    void part_withGoesWithAndMore_isRefused() {
        assertThatThrownBy(() -> Search.Part.of(1L, null, null, null, null, null, List.of(2L), null, null))
                .hasMessageContaining("goesWith");
        assertThatThrownBy(() -> Search.Part.of(null, null, null, null, null, null, List.of(2L), 0.5, null))
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> Search.Part.of(null, null, null, null, null, null, List.of(), null, null))
                .hasMessageContaining("1 to 20");
        assertThatThrownBy(() -> Search.Part.of(null, null, null, null, null, null, List.of(0L), null, null))
                .hasMessageContaining("goesWith");
    }
}
