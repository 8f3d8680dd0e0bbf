package dev.lookalike.app.api;

import java.util.List;

import dev.lookalike.app.http.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Colour, texture and shape, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class WeighedSearchTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void search_weighed_tellsWhatEachAspectAdds(boolean remote, Shop shop) {
        Api api = remote ? shop.remote() : shop.api();
        try {
            long id = shop.images().getFirst().id();

            Answer answer = api
                    .search(new Search(List.of(Search.Part.image(id)), Metric.COSINE, 5, Search.Filter.ALL, false,
                            Search.Selection.NEAREST, null, new Search.Weights(0.5, 1, 0.5, 0.25)));
            Answer red = api.search(new Search(List.of(Search.Part.palette("#c3282e:70,white:30")), Metric.COSINE, 5,
                    Search.Filter.ALL, false, Search.Selection.NEAREST));
            Answer plain = api.similar(id, 5, Metric.COSINE, false);

            assertThat(answer.matches()).hasSize(5).extracting(Match::id).doesNotContain(id);
            for (Match match : answer.matches()) {
                assertThat(match.shares()).extracting(Match.Share::aspect).containsExactly("overall", "colour",
                        "texture", "shape");
                assertThat(match.shares().stream().mapToDouble(Match.Share::share).sum())
                        .isCloseTo(match.score(), within(1e-9));
            }
            assertThat(red.matches()).allSatisfy(
                    match -> assertThat(match.shares()).extracting(Match.Share::aspect).containsExactly("colour"));
            assertThat(plain.matches()).allSatisfy(match -> assertThat(match.shares()).isEmpty());
        } finally {
            if (remote) {
                api.close();
            }
        }
    }

    @Test
    void part_thatIsNoPalette_saysWhatIsExpected() {
        assertThatThrownBy(() -> Search.Part.palette("bluish")).hasMessageContaining("bluish")
                .hasMessageContaining("#rrggbb");
        assertThatThrownBy(() -> Search.Part.palette("x".repeat(201))).hasMessageContaining("200");
        assertThatThrownBy(() -> Search.Weights.parse("colour=red")).hasMessageContaining("colour=red");
        assertThatThrownBy(() -> new Search.Weights(0, 0, 0, 0)).hasMessageContaining("all weights are 0");
    }
}
