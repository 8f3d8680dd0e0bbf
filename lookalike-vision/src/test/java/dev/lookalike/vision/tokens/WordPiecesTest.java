package dev.lookalike.vision.tokens;

import java.util.List;

import dev.lookalike.vision.models.BundledText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The numbers are those of Hugging Face's tokenizers 0.22, with the same file.
class WordPiecesTest {
    private static final WordPieces PIECES = new WordPieces(BundledText.vocabulary(BundledText.tokenizer()));

    @Test
    void of_words_areCutAsTheNetworkLearnt() {
        assertThat(PIECES.of("red dress", 256)).containsExactly(101, 2417, 4377, 102);
        assertThat(PIECES.of("a pair of trousers", 256)).containsExactly(101, 1037, 3940, 1997, 15292, 102);
        assertThat(PIECES.of("don't stop", 256)).containsExactly(101, 2123, 1005, 1056, 2644, 102);
        assertThat(PIECES.of("unbelievableness", 256)).containsExactly(101, 23653, 2791, 102);
    }

    @Test
    void of_accentsAndOtherScripts_areCutAsTheNetworkLearnt() {
        assertThat(PIECES.of("Crème brûlée — 100 % cotton!", 256)).containsExactly(101, 13675, 21382, 7987, 9307, 2063,
                1517, 2531, 1003, 6557, 999, 102);
        assertThat(PIECES.of("naïve CAFÉ", 256)).containsExactly(101, 15743, 7668, 102);
        assertThat(PIECES.of("Straße 12", 256)).containsExactly(101, 2358, 27807, 2260, 102);
        assertThat(PIECES.of("日本語の服", 256)).containsExactly(101, 1864, 1876, 1950, 1671, 100, 102);
    }

    @Test
    void of_whatCannotBeSeenOrKnown_stopsNothing() {
        assertThat(PIECES.of("", 256)).containsExactly(101, 102);
        assertThat(PIECES.of("\u0301 \u200b\u0000red\t\u0301\ndress", 256)).containsExactly(101, 2417, 4377, 102);
        assertThat(PIECES.of("x".repeat(101) + " dress", 256)).containsExactly(101, 100, 4377, 102);
        // Names of the network's own pieces are text like any other.
        assertThat(PIECES.of("[SEP]", 256)).hasSizeGreaterThan(3).endsWith(1033, 102);
    }

    @Test
    void of_moreThanIsTaken_endsEarlier() {
        assertThat(PIECES.of("red dress ".repeat(500), 8)).containsExactly(101, 2417, 4377, 2417, 4377, 2417, 4377,
                102);
    }

    @Test
    void new_ofAnotherVocabulary_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WordPieces(List.of("a", "b")))
                .withMessageContaining("[CLS]");
    }
}
