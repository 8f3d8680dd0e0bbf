package dev.lookalike.app.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// Shows how quick the page of a running server is; `tools/page-times ADDRESS` runs it. It judges nothing: times belong
/// to the machine they were taken on.
@ExtendWith(InBrowser.class)
@EnabledIfSystemProperty(named = "lookalike.times", matches = "http.+")
class PageTimesTest {
    private static final int ROUNDS = 5;
    private static final int CROPS = 20;

    private static final String FIRST_PICTURE = """
                                                new MutationObserver(() => {
                                                    if (!window.firstPicture && document.querySelector('.tile.loaded')) {
                                                        window.firstPicture = performance.now();
                                                    }
                                                }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });""";

    /// Frame times while scrolling by so many pixels a frame, for so many frames; and of a page with nothing in it.
    private static final String SCROLL = """
                                         async ([step, frames]) => {
                                             const times = [];
                                             let last = performance.now();
                                             for (let i = 0; i < frames; i++) {
                                                 scrollBy({ top: step, behavior: 'instant' });
                                                 await new Promise(requestAnimationFrame);
                                                 const now = performance.now();
                                                 times.push(now - last);
                                                 last = now;
                                             }
                                             return times;
                                         }""";

    /// From a key on the crop box to new answers on the wall, less what the search itself took on the network.
    private static final String CROP = """
                                       async () => {
                                           performance.clearResourceTimings();
                                           const wall = document.querySelector('.answers .tiles');
                                           const changed = new Promise((resolve) => new MutationObserver((_, observer) => {
                                               observer.disconnect();
                                               resolve(performance.now());
                                           }).observe(wall, { subtree: true, childList: true, attributes: true, characterData: true }));
                                           const start = performance.now();
                                           document.querySelector('.crop-box').dispatchEvent(new KeyboardEvent('keydown',
                                               { key: 'ArrowLeft', shiftKey: true, bubbles: true, cancelable: true }));
                                           const end = await changed;
                                           const search = performance.getEntriesByType('resource').filter((each) => each.name.endsWith('/v1/search'));
                                           return [end - start, search.reduce((sum, each) => sum + each.duration, 0)];
                                       }""";

    private final String address = Objects.requireNonNullElse(System.getProperty("lookalike.times"), "");

    @Test
    void times_ofARunningServer_areShown(Browser browser) {
        double[] first = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            try (var visit = Visit.desk(browser, address)) {
                visit.page().addInitScript(FIRST_PICTURE);
                visit.openWall();
                first[round] = number(visit.page().evaluate("firstPicture"));
            }
        }
        show("first picture visible after, ms (median of %d)".formatted(ROUNDS), quantile(first, 0.5));
        try (var visit = Visit.desk(browser, address)) {
            visit.page().setContent("<body style='height: 1000000px'>");
            show("empty page, 95 % of frames within, ms", quantile(scroll(visit.page(), 100, 600), 0.95));
        }
        try (var visit = Visit.desk(browser, address).openWall()) {
            double[] frames = scroll(visit.page(), 100, 600);
            show("wall, 95 % of frames within, ms, at 100 pixels a frame", quantile(frames, 0.95));
            double height = number(visit.page().evaluate("document.documentElement.scrollHeight"));
            visit.page().evaluate("scrollTo(0, 0)");
            show("wall, 95 % of frames within, ms, end to end in 600 frames",
                    quantile(scroll(visit.page(), height / 600, 600), 0.95));
            visit.wallTiles().first().click();
            visit.awaitAnswers();
            crops(visit.page());
        }
        assertThat(first).hasSize(ROUNDS);
    }

    private static void crops(Page page) {
        double[] beyond = new double[CROPS];
        for (int i = 0; i < CROPS; i++) {
            var times = (List<?>) page.evaluate(CROP);
            beyond[i] = number(times.get(0)) - number(times.get(1));
            page.waitForTimeout(500);
        }
        show("crop to new answers beyond the search itself, ms (median of %d)".formatted(CROPS), quantile(beyond, 0.5));
    }

    private static double[] scroll(Page page, double step, int frames) {
        return ((List<?>) page.evaluate(SCROLL, List.of(step, frames))).stream().mapToDouble(PageTimesTest::number)
                .toArray();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    private static void show(String what, double value) {
        System.out.println(String.format(Locale.ROOT, "%-62s %8.1f", what, value));
    }
}
