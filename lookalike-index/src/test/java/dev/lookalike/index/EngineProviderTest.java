package dev.lookalike.index;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class EngineProviderTest {
    private static final IndexSpec SPEC = IndexSpec.of(2);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("some.index");
    }

    @Test
    void all_withoutOthers_beginsWithOwn() {
        var own = EngineProvider.all().getFirst();

        assertThat(own.name()).isEqualTo("lookalike");
        assertThat(own.capabilities()).containsExactlyInAnyOrder(Capability.values());
        assertThat(own.obstacle()).isEmpty();
        assertThat(own.description()).isNotBlank();
    }

    @Test
    void open_ofOwn_isIndexWithFile() {
        try (var index = EngineProvider.open("lookalike", file(), SPEC)) {
            index.put(1, new float[]{1, 0});
            index.merge();
        }
        try (var index = VectorIndex.open(file(), SPEC)) {
            assertThat(index.ids()).containsExactly(1);
        }
    }

    @Test
    void open_ofUnknownEngine_namesTheKnown() {
        assertThatIllegalArgumentException().isThrownBy(() -> EngineProvider.open("fais:Flat", file(), SPEC))
                .withMessageContaining("\"fais\"").withMessageContaining("lookalike");
    }

    @Test
    void open_withUnknownOption_namesIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> EngineProvider.open("lookalike:fast", file(), SPEC))
                .withMessageContaining("\"fast\"");
    }
}
