package dev.lookalike.app.web;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// What a person may like.
@ExtendWith(InBrowser.class)
class YouPageTest {
    private static final String PERSON = "eva";

    @Test
    void open_forSomebodyNewAndAfterALike_showsPicturesAndWhy(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().evaluate("location.hash = 'view=you&user=" + PERSON + "'");
            var tiles = visit.page().locator(".you .tile");
            tiles.first().waitFor();
            assertThat(visit.page().locator(".you")).containsText("Give a thumb up");

            site.api().users().rate(PERSON, site.ids("").getFirst(), 5);
            visit.page().reload();
            tiles.first().waitFor();
            assertThat(tiles.first()).containsText("because you liked");
        } finally {
            site.api().users().delete(PERSON);
        }
    }
}
