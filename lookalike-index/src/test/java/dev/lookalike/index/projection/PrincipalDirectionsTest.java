package dev.lookalike.index.projection;

import java.util.Arrays;
import java.util.Random;

import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class PrincipalDirectionsTest {
    /// Rows in a planted space of few dimensions, with little noise around it.
    private static float[][] planted(int count, int dimension, int inner, float noise) {
        var random = new Random(7);
        float[][] basis = Vectors.random(random, inner, dimension);
        var rows = new float[count][];
        for (int i = 0; i < count; i++) {
            float[] row = Vectors.times(Vectors.random(random, dimension), noise);
            for (float[] direction : basis) {
                float weight = (float) random.nextGaussian();
                for (int j = 0; j < dimension; j++) {
                    row[j] += weight * direction[j] + 0.3f;
                }
            }
            double length = 0;
            for (float value : row) {
                length += (double) value * value;
            }
            rows[i] = Vectors.times(row, 1 / Math.sqrt(length));
        }
        return rows;
    }

    private static Sample sample(float[]... rows) {
        return new Sample() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public void read(int row, float[] into) {
                System.arraycopy(rows[row], 0, into, 0, rows[row].length);
            }
        };
    }

    /// The share of the centred rows' energy that the projection keeps.
    private static double energy(Projection projection, float[]... rows) {
        double kept = 0;
        double all = 0;
        var values = new float[projection.count()];
        for (float[] original : rows) {
            var row = new float[projection.stride()];
            System.arraycopy(original, 0, row, 0, original.length);
            projection.centre(row);
            projection.apply(row, values);
            all += Kernels.chosen().dot(row, 0, row, 0, row.length);
            for (float value : values) {
                kept += (double) value * value;
            }
        }
        return kept / all;
    }

    @Test
    void learn_fromPlantedSpace_keepsItsEnergy() {
        float[][] rows = planted(3_000, 150, 20, 0.05f);

        assertThat(energy(PrincipalDirections.learn(sample(rows), 150, 21, 1), rows)).isGreaterThan(0.995);
        assertThat(energy(PrincipalDirections.learn(sample(rows), 150, 4, 1), rows)).isBetween(0.2, 0.6);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "17,16", "64,64", "130,100", "300,256", "1280,64"})
    void learn_inAnyDimension_isNearlyOrthonormal(int dimension, int count) {
        float[][] rows = planted(400, dimension, 5, 0.1f);

        var projection = PrincipalDirections.learn(sample(rows), dimension, count, 3);

        assertThat(projection.skew()).isLessThan(1e-4);
    }

    /// The head alone holds what as many directions could hold at most, nearly.
    @Test
    void learn_ofMoreThanHead_putsMostEnergyFirst() {
        float[][] rows = planted(3_000, 300, 100, 0.2f);
        double head = energy(PrincipalDirections.learn(sample(rows), 300, Projection.HEAD, 1), rows);

        double first = energy(first(PrincipalDirections.learn(sample(rows), 300, 256, 1)), rows);

        assertThat(first).isGreaterThan(0.995 * head);
    }

    private static Projection first(Projection projection) {
        float[] basis = Arrays.copyOf(projection.basis(), Projection.HEAD * projection.stride());
        return Projection.of(projection.dimension(), Projection.HEAD, projection.mean(), basis);
    }

    @Test
    void learn_ofAsManyValues_keepsAllEnergy() {
        float[][] rows = planted(50, 40, 40, 0.1f);

        assertThat(energy(PrincipalDirections.learn(sample(rows), 40, 40, 1), rows)).isBetween(0.999_99, 1.000_01);
    }

    @Test
    void learn_fromFewerRowsThanValues_stillMakesBasis() {
        for (int count : new int[]{0, 1, 2, 10}) {
            float[][] rows = planted(count, 100, 3, 0.1f);
            var projection = PrincipalDirections.learn(sample(rows), 100, 64, 1);

            assertThat(projection.skew()).isLessThan(1e-4);
        }
    }

    @Test
    void learn_withSameSeed_isTheSame() {
        float[][] rows = planted(600, 90, 9, 0.1f);

        var one = PrincipalDirections.learn(sample(rows), 90, 32, 5);
        var same = PrincipalDirections.learn(sample(rows), 90, 32, 5);
        var other = PrincipalDirections.learn(sample(rows), 90, 32, 6);

        assertThat(same.basis()).isEqualTo(one.basis());
        assertThat(other.basis()).isNotEqualTo(one.basis());
    }
}
