package dev.lookalike.vision;

import java.time.Duration;

import dev.lookalike.vision.VisionException.Busy;
import dev.lookalike.vision.VisionException.Refused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PixelBudgetTest {

    @Test
    void take_whatIsFree_isGivenBackOnce() {
        var budget = PixelBudget.ofPixels(100);
        var share = budget.take(60, Duration.ZERO);
        assertThat(budget.free()).isEqualTo(40);

        share.close();
        share.close();

        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void take_whatIsTaken_isBusy() {
        var budget = PixelBudget.ofPixels(100);
        try (var _ = budget.take(60, Duration.ZERO)) {
            assertThatThrownBy(() -> budget.take(41, Duration.ofMillis(5))).isInstanceOf(Busy.class)
                    .hasMessageContaining("try again");
        }
        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void take_moreThanThereIs_isTooLarge() {
        var refused = catchThrowableOfType(Refused.class,
                () -> PixelBudget.ofPixels(100).take(101, Duration.ofHours(1)));

        assertThat(refused.reason()).isEqualTo(Refused.Reason.TOO_LARGE);
        assertThat(refused).hasMessageContaining(PixelBudget.MEGABYTES);
    }

    @Test
    void take_whileInterrupted_isBusyAndStaysInterrupted() {
        var budget = PixelBudget.ofPixels(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> budget.take(1, Duration.ofHours(1))).isInstanceOf(Busy.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void grow_whatIsFree_takesTheDifference() {
        var budget = PixelBudget.ofPixels(100);
        try (var share = budget.take(60, Duration.ZERO); var _ = budget.take(30, Duration.ZERO)) {
            assertThat(share.grow(71)).isFalse();
            assertThat(budget.free()).isEqualTo(10);
            assertThat(share.grow(70)).isTrue();
            assertThat(budget.free()).isZero();
        }
        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void ofPixels_none_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PixelBudget.ofPixels(0));
    }
}
