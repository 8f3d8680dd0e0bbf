package dev.lookalike.gallery.map;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The parts of t-SNE, each against its definition.
final class LayingOutTest {
    private static final int COUNT = 500;

    private final Cores cores = new Cores();
    private final double[][] rows = Clumps.rows(Trials.random(Trials.seed()), 5, COUNT / 5, 0.5);

    @AfterEach
    void close() {
        cores.close();
    }

    @Test
    void neighbours_ofEachVector_areItsNearest() {
        float[][] units = Clumps.units(rows);
        Neighbours found = Neighbours.of(units, 12, cores);

        for (int row = 0; row < COUNT; row += 37) {
            float last = found.cosines()[row * 12 + 11];
            int nearer = 0;
            for (int other = 0; other < COUNT; other++) {
                nearer += other != row && Rows.dot(units[row], units[other]) > last + 1e-6 ? 1 : 0;
            }
            assertThat(nearer).isLessThanOrEqualTo(11);
            for (int i = 0; i < 12; i++) {
                int other = found.rows()[row * 12 + i];
                assertThat(other).isNotEqualTo(row);
                assertThat((double) found.cosines()[row * 12 + i]).isCloseTo(Rows.dot(units[row], units[other]),
                        within(1e-5));
            }
        }
    }

    @Test
    void affinities_ofNeighbours_areSymmetricAndSumToOne() {
        Affinities affinities = Affinities.of(Neighbours.of(Clumps.units(rows), 30, cores), 10, cores);

        var matrix = new float[COUNT][COUNT];
        double sum = 0;
        for (int row = 0; row < COUNT; row++) {
            for (int i = affinities.starts()[row]; i < affinities.starts()[row + 1]; i++) {
                assertThat(matrix[row][affinities.columns()[i]]).isZero();
                matrix[row][affinities.columns()[i]] = affinities.values()[i];
                sum += affinities.values()[i];
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-3));
        for (int row = 0; row < COUNT; row++) {
            for (int column = 0; column < row; column++) {
                assertThat(matrix[row][column]).isEqualTo(matrix[column][row]);
            }
        }
    }

    @Test
    void affinities_ofOneVector_haveThePerplexityAskedFor() {
        // Nobody but the first has neighbours that differ, so that its own shares can be told apart: it is nobody's neighbour.
        int each = 20;
        var neighbours = new int[(each + 1) * each];
        var cosines = new float[neighbours.length];
        for (int row = 0; row <= each; row++) {
            for (int i = 0; i < each; i++) {
                neighbours[row * each + i] = row == 0 ? i + 1 : (row + i) % each + 1;
                cosines[row * each + i] = row == 0 ? 1 - 0.04f * i : 0.5f;
            }
        }
        Affinities affinities = Affinities.of(new Neighbours(each, neighbours, cosines), 6, cores);

        double entropy = 0;
        for (int i = affinities.starts()[0]; i < affinities.starts()[1]; i++) {
            double share = affinities.values()[i] * 2 * (each + 1);
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        assertThat(Math.exp(entropy)).isCloseTo(6, within(0.01));
    }

    @Test
    void push_ofAllPoints_isNearTheirSum() {
        var random = Trials.random(Trials.seed());
        var x = new float[COUNT];
        var y = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = (float) (8 * random.nextGaussian());
            y[i] = (float) (3 * random.nextGaussian());
        }
        var tree = new QuadTree(COUNT);
        tree.build(x, y, cores);
        var pushX = new float[COUNT];
        var pushY = new float[COUNT];
        double wrong = 0;
        double all = 0;
        for (int point = 0; point < COUNT; point++) {
            double sumX = 0;
            double kernels = 0;
            for (int other = 0; other < COUNT; other++) {
                double dx = x[point] - x[other];
                double dy = y[point] - y[other];
                double kernel = 1 / (1 + dx * dx + dy * dy);
                kernels += kernel;
                sumX += kernel * kernel * dx;
            }
            assertThat(tree.push(point, x[point], y[point], 0, pushX, pushY)).isCloseTo(kernels, within(1e-3));
            assertThat((double) pushX[point]).isCloseTo(sumX, within(1e-3));
            assertThat(tree.push(point, x[point], y[point], 0.5f, pushX, pushY)).isCloseTo(kernels,
                    within(0.05 * kernels));
            wrong += Math.abs(pushX[point] - sumX);
            all += Math.abs(sumX);
        }
        assertThat(wrong / all).isLessThan(0.03);
    }
}
