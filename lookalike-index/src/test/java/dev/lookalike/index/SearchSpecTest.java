package dev.lookalike.index;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class SearchSpecTest {
    @Test
    void nearest_withNoCount_saysWhatToAskFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchSpec.nearest(0)).withMessageContaining("ask for 1");
    }

    @Test
    void nearest_withTooLargeCount_namesTheLimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchSpec.nearest(SearchSpec.MAX_COUNT + 1))
                .withMessageContaining("10001").withMessageContaining("to 10000");
    }

    @Test
    void new_withBeamNarrowerThanCount_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new SearchSpec(10, Metric.COSINE, Ids.all(), 9, 0)).withMessageContaining("beamWidth is 9");
    }

    @Test
    void atLeast_ofNaN_isRefused() {
        var spec = SearchSpec.nearest(1);
        assertThatIllegalArgumentException().isThrownBy(() -> spec.atLeast(Double.NaN)).withMessageContaining("NaN");
    }

    @Test
    void with_eachPart_changesItAlone() {
        var ids = Ids.only(1);
        var spec = SearchSpec.nearest(5).by(Metric.EUCLIDEAN).among(ids).atLeast(-2).exact();

        assertThat(spec).isEqualTo(new SearchSpec(5, Metric.EUCLIDEAN, ids, SearchSpec.EXACT, -2));
        assertThat(spec.isExact()).isTrue();
        assertThat(SearchSpec.nearest(5).isExact()).isFalse();
    }
}
