package dev.lookalike.index;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class IdsTest {
    @Test
    void only_ofList_containsItsIdsAlone() {
        long[] list = {5, -1, 5, 3};
        var ids = Ids.only(list);
        list[0] = 99;

        assertThat(ids.contains(5)).isTrue();
        assertThat(ids.contains(-1)).isTrue();
        assertThat(ids.contains(4)).isFalse();
        assertThat(ids.contains(99)).isFalse();
        assertThat(((Ids.Only) ids).toArray()).containsExactly(-1, 3, 5);
        assertThat(((Ids.Only) ids).count()).isEqualTo(3);
    }

    @Test
    void except_ofList_containsAllOthers() {
        var ids = Ids.except(5, -1);

        assertThat(ids.contains(5)).isFalse();
        assertThat(ids.contains(-1)).isFalse();
        assertThat(ids.contains(0)).isTrue();
        assertThat(((Ids.Except) ids).toArray()).containsExactly(-1, 5);
    }

    @Test
    void all_ofAnyId_containsIt() {
        assertThat(Ids.all().contains(Long.MIN_VALUE)).isTrue();
    }
}
