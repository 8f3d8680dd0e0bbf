package dev.lookalike.app.web;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// What a person may like.
@ExtendWith(InBrowser.class)
class YouPageTest {
    private static final String PERSON = "eva";
    private static final String LEAVING = "nora";

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

    @Test
    void forget_clickedOnce_asksAndForgetsAtTheSecondClick(Browser browser, Site site) {
        site.api().users().rate(LEAVING, site.ids("").getFirst(), 5);
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().evaluate("location.hash = 'view=you&user=" + LEAVING + "'");
            visit.page().getByText("Forget all about me").click();
            var sure = visit.page().getByText("It cannot be undone");
            assertThat(sure).isVisible();
            org.assertj.core.api.Assertions.assertThat(site.api().users().events(LEAVING, 0, 1).events()).hasSize(1);

            sure.click();
            assertThat(visit.page().locator(".you")).containsText("Give a thumb up");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> site.api().users().events(LEAVING, 0, 1))
                    .hasMessageContaining(LEAVING);
        }
    }
}
