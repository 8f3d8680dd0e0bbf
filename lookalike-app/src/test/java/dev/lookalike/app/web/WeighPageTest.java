package dev.lookalike.app.web;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// Sliders for what counts, and colours that are told. The first question looks at all pictures for what else is known of them.
@ExtendWith(InBrowser.class)
class WeighPageTest {
    private static final double LOOKED_MILLIS = 180_000;
    private static final Pattern NAMES_BOTH = Pattern.compile("(colour|overall) \\d+ %.*");

    @Test
    void tune_sliderMovedAndColourTold_areAskedWithAndKeptInTheAddress(Browser browser, Site site) {
        long id = site.ids("discs 3").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            visit.page().setDefaultTimeout(LOOKED_MILLIS);
            visit.page().locator(".tune summary").click();
            visit.page().locator("#weigh-colour").press("End");
            assertThat(visit.page()).hasURL(Pattern.compile(".*/#like=%d&weights=1,1,0,0$".formatted(id)));
            visit.awaitAnswers();
            assertThat(visit.page().locator(".result .tile-reason").first()).hasText(NAMES_BOTH);

            visit.page().locator(".weigh .button").click();
            assertThat(visit.page()).hasURL(Pattern.compile(".*&like=c:aa2233:50&weights=.*"));
            assertThat(visit.page().locator(".example.palette")).hasCount(1);
            visit.page().reload();
            visit.awaitAnswers();
            assertThat(visit.page().locator(".palette-colour input[type=color]")).hasValue("#aa2233");

            visit.page().locator(".example.palette .example-remove").click();
            assertThat(visit.page()).hasURL(Pattern.compile(".*/#like=%d$".formatted(id)));
        }
    }
}
