package dev.lookalike.vision;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({"0,1,1,0", "1073741825,1,1,0", "1,0,1,0", "1,500000001,1,0", "1,1,0,0", "1,1,65536,0", "1,1,1,-1"})
    void limits_outsideOfTheirBounds_areRefused(long bytes, long pixels, int side, long patience) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(bytes, pixels, side, Duration.ofSeconds(patience)));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,0", "1073741824,500000000,65535,1"})
    void limits_atTheirBounds_areTaken(long bytes, long pixels, int side, long patience) {
        assertThatNoException().isThrownBy(() -> new Limits(bytes, pixels, side, Duration.ofSeconds(patience)));
    }
}
