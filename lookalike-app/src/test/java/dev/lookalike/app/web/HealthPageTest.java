package dev.lookalike.app.web;

import java.io.IOException;
import java.nio.file.Files;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The health of the collection, in the quality view.
@ExtendWith(InBrowser.class)
class HealthPageTest {

    @Test
    void look_throughAGalleryWithACopy_showsItAndTakesItOut(Browser browser) throws IOException, InterruptedException {
        try (var site = Site.with(2)) {
            Files.copy(site.pictures().resolve("discs/discs 0.jpg"), site.pictures().resolve("discs/again.jpg"));
            site.add(site.pictures());
            try (var visit = Visit.desk(browser, site.address()).open("/#view=quality")) {
                visit.page().locator(".health .button.main").click();
                // Drawings of one kind may be so alike as to be taken for one photo.
                var copies = visit.page().locator(".health-group")
                        .filter(new Locator.FilterOptions().setHasText("The same file"));
                assertThat(copies).hasCount(1);
                assertThat(copies.locator(".health-name"))
                        .containsText(new String[]{"discs/discs 0.jpg", "discs/again.jpg"});

                copies.locator("figure").filter(new Locator.FilterOptions()
                        .setHasText("again.jpg")).locator(".button").click();

                assertThat(copies.locator("figure.taken")).hasCount(1);
                assertThat(site.ids("again")).isEmpty();
                // What was found stays for who comes later.
                visit.page().reload();
                assertThat(visit.page().locator(".health h3").first()).containsText("Copies: ");
            }
        }
    }
}
