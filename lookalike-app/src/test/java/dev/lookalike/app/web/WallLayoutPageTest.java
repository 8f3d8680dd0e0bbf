package dev.lookalike.app.web;

import java.util.List;
import java.util.Optional;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// The arithmetic of the wall, in the browser that has to do it.
@ExtendWith(InBrowser.class)
class WallLayoutPageTest {
    /// Lays random pictures out and lists what is wrong with it. Numbers come from a seeded generator, so that a failure
    /// can be had again.
    private static final String FAULTS = """
                                         async ([seed, count, perRow, breakAt]) => {
                                             const { justify, rowAt, rowOf, neighbour } = await import('/js/layout.js');
                                             let bits = seed >>> 0;
                                             const random = () => {
                                                 bits = (Math.imul(bits, 1664525) + 1013904223) >>> 0;
                                                 return bits / 4294967296;
                                             };
                                             const ratios = Array.from({ length: count }, () => Math.exp((random() - 0.5) * 3));
                                             const options = { width: 1000, target: 200, gap: 8, caption: 40, perRow, breakAt, breakHeight: 50 };
                                             const wall = justify(ratios, options);
                                             const faults = [];
                                             const claim = (truth, words) => truth || faults.length > 5 || faults.push(words);
                                             claim(wall.rowStart[0] === 0 && wall.rowStart[wall.rows] === count, 'rows do not cover all pictures');
                                             let bottom = -8;
                                             for (let row = 0; row < wall.rows; row++) {
                                                 const first = wall.rowStart[row];
                                                 const end = wall.rowStart[row + 1];
                                                 claim(end > first, `row ${row} is empty`);
                                                 const shift = wall.rowTop[row] - bottom - 8;
                                                 claim(Math.abs(shift - (first === breakAt ? 50 : 0)) < 0.01, `row ${row} is ${shift} off`);
                                                 let x = 0;
                                                 for (let i = first; i < end; i++) {
                                                     claim(Math.abs(wall.left[i] - x) < 0.1, `picture ${i} overlaps or leaves a hole`);
                                                     x = wall.left[i] + wall.width[i] + 8;
                                                     claim(rowOf(wall, i) === row, `picture ${i} is not found in its row`);
                                                     const step = neighbour(wall, i, 1);
                                                     claim(step >= 0 && step < count && rowOf(wall, step) === Math.min(row + 1, wall.rows - 1),
                                                         `below picture ${i} is ${step}`);
                                                 }
                                                 claim(x - 8 <= 1000.1, `row ${row} is too wide`);
                                                 const last = end === count || end === breakAt;
                                                 claim(last || x - 8 > 999.9, `row ${row} is not full`);
                                                 claim(!perRow || last || end - first === perRow, `row ${row} has ${end - first}`);
                                                 claim(rowAt(wall, wall.rowTop[row] + 1) === row, `row ${row} is not found by its place`);
                                                 bottom = wall.rowTop[row] + wall.rowHeight[row] + 40;
                                             }
                                             claim(count === 0 ? wall.height === 0 : Math.abs(wall.height - bottom) < 0.01, 'the height is wrong');
                                             return faults;
                                         }""";

    @Test
    void justify_anyPictures_fillsRowsInOrderWithoutOverlap(Browser browser, Site site) {
        long seed = Optional.ofNullable(System.getProperty("lookalike.seed")).filter(text -> !text.isBlank())
                .map(Long::parseLong).orElseGet(() -> System.nanoTime() & 0xffff_ffffL);
        int trials = 40 * Integer.getInteger("lookalike.trials", 1);
        System.out.println("wall layout: lookalike.seed=" + seed);
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            for (int trial = 0; trial < trials; trial++) {
                int count = trial * trial;
                int perRow = trial % 3 == 0 ? 2 : 0;
                int breakAt = trial % 4 == 0 ? -1 : count / 3;
                assertThat(
                        (List<?>) visit.page().evaluate(FAULTS, List.of((double) seed + trial, count, perRow, breakAt)))
                        .as("seed %d trial %d", seed, trial).isEmpty();
            }
            assertThat((List<?>) visit.page().evaluate(FAULTS, List.of((double) seed, 100_000, 0, -1))).isEmpty();
        }
    }
}
