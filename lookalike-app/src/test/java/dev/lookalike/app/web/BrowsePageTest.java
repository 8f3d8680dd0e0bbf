package dev.lookalike.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.KeyboardModifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The wall of all pictures.
@ExtendWith(InBrowser.class)
class BrowsePageTest {
    private static final Locator.ClickOptions SHIFT = new Locator.ClickOptions()
            .setModifiers(List.of(KeyboardModifier.SHIFT));
    private static final Locator.ClickOptions ALT = new Locator.ClickOptions()
            .setModifiers(List.of(KeyboardModifier.ALT));

    @Test
    void open_gallery_showsPicturesWithNameAndCategory(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var image = site.api().image(site.ids("").getFirst());
            assertThat(visit.wallTiles().first().locator("img")).hasAttribute("alt",
                    image.name() + ", " + image.categories().getFirst().name());
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", "60");
            assertThat(visit.page().locator("#state")).containsText("Ready");
        }
    }

    @Test
    void scroll_toTheEnd_keepsFewTilesAndShowsTheLast(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().setViewportSize(800, 300);
            visit.wallTiles().first().focus();
            visit.page().keyboard().press("End");
            assertThat(visit.page().locator(".browse .tile[aria-posinset='60'] .tile-link")).isFocused();
            visit.page().locator(".browse .tile[aria-posinset='60'].loaded").waitFor();
            assertThat(visit.wallTiles().count()).isLessThan(60);
        }
    }

    @Test
    void click_picture_asksWithItAndBackReturnsToThePlace(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            visit.page().setViewportSize(1_000, 400);
            visit.openWall();
            visit.page().evaluate("scrollTo(0, 500)");
            visit.await("history.state?.scroll === 500");
            visit.await("document.querySelectorAll('.browse .tile.loaded').length > 5");
            var shown = visit.page().evaluate("""
                                              [...document.querySelectorAll('.browse .tile-link')].find((link) => {
                                                  const box = link.getBoundingClientRect();
                                                  return box.top > 60 && box.bottom < innerHeight;
                                              }).title""").toString();
            var tile = visit.page().locator(".browse .tile-link[title='" + shown + "']");
            long id = site.ids(shown).getFirst();
            tile.click();
            visit.awaitState("/#like=" + id);
            visit.awaitAnswers();
            assertThat(visit.page()).hasTitle("Like " + shown + " - Lookalike");

            visit.page().goBack();
            visit.awaitState("/");
            visit.await("Math.abs(scrollY - 500) < 2");
            visit.page().reload();
            visit.await("Math.abs(scrollY - 500) < 2");
            visit.page().goForward();
            visit.awaitState("/#like=" + id);
            visit.awaitAnswers();
        }
    }

    @Test
    void fields_ofTheMetadata_narrowTheWallAndTheAnswers(Browser browser, Site site) {
        List<Long> red = site.ids("").subList(0, 3);
        long blue = site.ids("").get(4);
        red.forEach(id -> site.api().describe(id, Map.of("colour", "dark \"red\"", "product", "p1")));
        site.api().describe(blue, Map.of("colour", "blue"));
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var fields = visit.page().locator("nav[aria-label=Fields]");
            fields.locator("button", new Locator.LocatorOptions().setHasText("colour")).click();
            assertThat(fields.locator(".chip.value")).hasText(new String[]{"dark \"red\"3", "blue1"});
            fields.locator(".chip.value").first().click();
            visit.awaitState("/#where=%22colour%22+%3D+%22dark+%5C%22red%5C%22%22");
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", "3");

            visit.page().evaluate("id => { location.hash = `like=${id}&` + location.hash.slice(1); }",
                    String.valueOf(red.getFirst()));
            visit.awaitAnswers();
            assertThat(visit.page().locator(".result .tile")).hasCount(2);
            visit.page().locator(".tune summary").click();
            visit.page().locator("#group").selectOption("product");
            assertThat(visit.page().locator(".result .tile")).hasCount(1);
            assertThat(visit.page().locator(".result .tile")).containsText("+1 ·");
            visit.page().locator(".result .filters .chip").click();
            assertThat(visit.page().locator(".result .tile")).not().hasCount(1);
        } finally {
            red.forEach(id -> site.api().describe(id, Map.of()));
            site.api().describe(blue, Map.of());
        }
    }

    @Test
    void keys_onTheWall_moveLookAndAsk(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var keys = visit.page().keyboard();
            visit.wallTiles().first().focus();
            keys.press("ArrowRight");
            assertThat(visit.page().locator(".browse .tile[aria-posinset='2'] .tile-link")).isFocused();
            keys.press("ArrowDown");
            int below = Integer.parseInt(visit.page().evaluate(
                    "document.activeElement.closest('.tile').ariaPosInSet").toString());
            assertThat(below).isGreaterThan(4);
            keys.press("ArrowUp");
            assertThat(visit.page().locator(".browse .tile[aria-posinset='2'] .tile-link")).isFocused();
            long second = site.ids("").get(1);
            keys.press(" ");
            visit.awaitState("/#look=" + second);
            assertThat(visit.page().locator("dialog.look")).isVisible();
            keys.press("ArrowRight");
            visit.awaitState("/#look=" + site.ids("").get(2));
            keys.press("Escape");
            visit.awaitState("/");
            assertThat(visit.page().locator("dialog.look")).isHidden();
            assertThat(visit.page().locator(".browse .tile[aria-posinset='3'] .tile-link")).isFocused();
            keys.press("?");
            assertThat(visit.page().locator("dialog.help")).isVisible();
            keys.press("Escape");
            keys.press("/");
            assertThat(visit.page().locator("#words")).isFocused();
            keys.press("Escape");
            visit.wallTiles().first().focus();
            keys.press("Enter");
            visit.awaitState("/#like=" + site.ids("").getFirst());
            visit.awaitAnswers();
            keys.press("Escape");
            visit.awaitState("/");
        }
    }

    @Test
    void chips_clicked_narrowTheWallAndTheAddressKeepsIt(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().locator("nav[aria-label=Folders] .chip", new com.microsoft.playwright.Page.LocatorOptions()
                    .setHasText("discs")).click();
            visit.awaitState("/#folder=discs");
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", "15");
            visit.page().reload();
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", "15");
            visit.page().locator("nav[aria-label=Folders] .chip.on").click();
            visit.awaitState("/");
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", "60");
            var category = visit.page().locator("nav[aria-label=Categories] .chip").first();
            String count = category.locator(".chip-count").innerText();
            category.click();
            assertThat(visit.page().locator(".browse .tile").first()).hasAttribute("aria-setsize", count);
        }
    }

    @Test
    void shiftAndAltClick_onTheWall_gatherExamplesForOneQuestion(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var ids = site.ids("");
            visit.wallTiles().nth(1).click(ALT);
            var ask = visit.page().locator(".tray .button.main");
            assertThat(ask).isDisabled();
            visit.wallTiles().nth(0).click(SHIFT);
            visit.wallTiles().nth(2).click(SHIFT);
            visit.awaitState("/#view=browse&like=%d&like=%d&unlike=%d".formatted(ids.get(0), ids.get(2), ids.get(1)));
            ask.click();
            visit.awaitState("/#like=%d&like=%d&unlike=%d".formatted(ids.get(0), ids.get(2), ids.get(1)));
            visit.awaitAnswers();
            assertThat(visit.page().locator(".query .example-remove")).hasCount(2);
        }
    }

    @Test
    void open_emptyGallery_saysWhatToDoAndTakesPictures(Browser browser) throws IOException {
        try (var site = Site.empty(); var visit = Visit.desk(browser, site.address())) {
            visit.open("/");
            assertThat(visit.page().locator(".empty h2")).hasText("No pictures here yet.");
            assertThat(visit.page().locator(".empty .command-text")).containsText("./lookalike add PHOTOS --gallery ");
            var chooser = visit.page().waitForFileChooser(() -> visit.page().locator(".zone").click());
            chooser.setFiles(new FilePayload[]{new FilePayload("one.jpg", "image/jpeg", Site.jpeg(0, 1)),
                    new FilePayload("two.jpg", "image/jpeg", Site.jpeg(1, 1))});
            assertThat(visit.wallTiles()).hasCount(2);
            assertThat(visit.page().locator(".empty")).isHidden();
        }
    }

    @Test
    void add_whileTheWallIsShown_appearsWithoutReload(Browser browser) throws Exception {
        try (var site = Site.with(2); var visit = Visit.desk(browser, site.address()).openWall()) {
            assertThat(visit.wallTiles()).hasCount(8);
            Files.write(site.pictures().resolve("late.jpg"), Site.jpeg(2, 40));
            site.add(site.pictures());
            assertThat(visit.wallTiles()).hasCount(9);
            site.api().remove(site.ids("late").getFirst());
            assertThat(visit.wallTiles()).hasCount(8);
        }
    }
}
