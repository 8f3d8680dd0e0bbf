package dev.lookalike.app.web;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import dev.lookalike.app.api.Members;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The row of what goes with a picture, and all that does.
@ExtendWith(InBrowser.class)
class GoesWithPageTest {
    private static final int PER_KIND = 3;
    private static final int LOOKS = 24;

    @Test
    void row_ofAGalleryWithOutfits_leadsToWhatWasWornTogether(Browser browser)
            throws IOException, InterruptedException {
        try (var site = Site.with(PER_KIND)) {
            List<Long> discs = site.ids("discs");
            try (var visit = Visit.desk(browser, site.address()).openAnswers(discs.getFirst())) {
                assertThat(visit.page().locator(".goes")).isHidden();
            }
            for (int look = 0; look < LOOKS; look++) {
                int i = look % PER_KIND;
                site.api().outfits().keep("look %d".formatted(look),
                        new Members(List.of(discs.get(i), site.ids("boxes").get(i), site.ids("bars").get(i))));
            }
            for (var way : AccessiblePageTest.Way.values()) {
                try (var visit = way.visit(browser, site).openAnswers(discs.getFirst())) {
                    walk(visit, discs.getFirst());
                }
            }
        }
    }

    private static void walk(Visit visit, long asked) {
        var page = visit.page();
        var first = page.locator(".goes-tile").first();
        first.waitFor();
        assertThat(first.locator(".tile-reason")).hasText(Pattern.compile("together in look \\d+ and 7 more"));
        assertThat(first.locator("img")).hasAttribute("alt", Pattern.compile("(boxes|bars) 0\\.jpg.*"));
        assertThat(visit.accessibilityFaults()).isEmpty();
        assertThat(visit.scrollsSideways()).isFalse();

        page.locator(".goes-all").click();
        assertThat(page).hasURL(Pattern.compile(".*/#like=g:%d$".formatted(asked)));
        visit.awaitAnswers();
        assertThat(page.locator(".answers-title")).hasText(Pattern.compile("\\d+ pictures to go with it"));
        assertThat(page.locator(".result .tile-reason").first()).hasText(Pattern.compile("together in look .*"));
        assertThat(page.locator(".goes")).isHidden();
        assertThat(visit.accessibilityFaults()).isEmpty();
        page.reload();
        visit.awaitAnswers();
        assertThat(page).hasTitle(Pattern.compile("Goes with discs 0\\.jpg.*"));

        page.goBack();
        first.focus();
        page.keyboard().press("Enter");
        assertThat(page).not().hasURL(Pattern.compile(".*like=%d$".formatted(asked)));
        assertThat(page).hasURL(Pattern.compile(".*/#like=\\d+$"));
        assertThat(page.locator(".goes-tile").first()).isVisible();
    }
}
