package dev.lookalike.app.web;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.lookalike.app.api.PictureMap;
import dev.lookalike.app.api.Projection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The map of all pictures.
@ExtendWith(InBrowser.class)
class MapPageTest {
    /// Around the map, in CSS pixels; as plot.js has it.
    private static final int MARGIN = 24;

    private static Visit opened(Visit visit, String state) {
        visit.open(state);
        visit.page().locator(".map-canvas[aria-label='Map of 60 pictures']").waitFor();
        assertThat(visit.page().locator(".map-group").first()).isVisible();
        return visit;
    }

    /// Where a picture is in the window while all of the map is shown.
    private static double[] place(Visit visit, PictureMap map, long id) {
        var box = visit.page().locator(".map-canvas").boundingBox();
        double scale = Math.min(box.width, box.height) - 2 * MARGIN;
        int i = map.ids().indexOf(id);
        return new double[]{box.x + box.width / 2 + scale * ((double) map.x().get(i) / PictureMap.SIDE - 0.5),
                box.y + box.height / 2 + scale * ((double) map.y().get(i) / PictureMap.SIDE - 0.5)};
    }

    @Test
    void menu_map_drawsItAndShowsClustersWithTypicalPictures(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().locator(".menu-item", new Page.LocatorOptions().setHasText("Map")).click();
            visit.awaitState("/#view=map");
            visit.page().locator(".map-canvas[aria-label='Map of 60 pictures']").waitFor();

            var clusters = site.api().clusters();
            assertThat(clusters.due()).isFalse();
            assertThat(visit.page().locator(".map-typical")).hasCount(clusters.clusters().size());
            visit.page().locator(".map-typical").first().click();
            visit.awaitState("/#like=" + clusters.clusters().getFirst().typical());
            visit.awaitAnswers();
            visit.page().goBack();
            visit.awaitState("/#view=map");
        }
    }

    @Test
    void chips_clicked_colourAndTurnTheMapAndTheAddressKeepsIt(Browser browser, Site site) {
        try (var visit = opened(Visit.desk(browser, site.address()), "/#view=map")) {
            visit.page().locator(".map-choice .chip", new Page.LocatorOptions().setHasText("Folder")).click();
            visit.awaitState("/#view=map&colour=folder");
            assertThat(visit.page().locator(".map-group")).hasCount(4);
            assertThat(visit.page().locator(".map-group").first()).containsText("15");
            var discs = visit.page().locator(".map-group", new Page.LocatorOptions().setHasText("discs"));
            Object before = colours(visit);
            discs.click();
            assertThat(discs).hasAttribute("aria-pressed", "true");
            visit.await("document.activeElement.classList.contains('map-group')");
            assertThat(colours(visit)).isNotEqualTo(before);
            visit.page().locator(".map-choice .chip", new Page.LocatorOptions().setHasText("PCA")).click();
            visit.awaitState("/#view=map&colour=folder&by=pca");
            visit.page().locator(".map-choice .chip", new Page.LocatorOptions().setHasText("Date")).click();
            visit.awaitState("/#view=map&colour=date&by=pca");
            assertThat(visit.page().locator(".map-scale")).isVisible();
            visit.page().reload();
            assertThat(visit.page().locator(".map-choice .chip.on")).hasText(new String[]{"Date", "PCA"});
        }
    }

    /// How many different colours are drawn, once the frame is.
    private static Object colours(Visit visit) {
        return visit.page().evaluate(
                """
                () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
                    const canvas = document.querySelector('.map-canvas');
                    const copy = new OffscreenCanvas(canvas.width, canvas.height)
                        .getContext('2d', { willReadFrequently: true });
                    copy.drawImage(canvas, 0, 0);
                    const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
                    done(new Set(new Uint32Array(pixels.buffer)).size);
                })))""");
    }

    @Test
    void click_onAPoint_asksWithItAndBackReturns(Browser browser, Site site) {
        try (var visit = opened(Visit.desk(browser, site.address()), "/#view=map")) {
            var map = site.api().map(Projection.TSNE);
            long id = map.ids().get(9);
            double[] at = place(visit, map, id);
            visit.page().mouse().move(at[0], at[1]);
            assertThat(visit.page().locator(".map-tip")).containsText(site.api().image(id).name());
            visit.page().mouse().click(at[0], at[1]);
            visit.awaitState("/#like=" + id);
            visit.awaitAnswers();
            visit.page().goBack();
            visit.awaitState("/#view=map");
            assertThat(visit.page().locator(".map-canvas")).isVisible();
        }
    }

    @Test
    void shiftDrag_aroundPoints_choosesThemToAskWith(Browser browser, Site site) {
        try (var visit = opened(Visit.desk(browser, site.address()), "/#view=map")) {
            var box = visit.page().locator(".map-canvas").boundingBox();
            visit.page().keyboard().down("Shift");
            lasso(visit, List.of(new double[]{box.x + 2, box.y + 2}, new double[]{box.x + box.width - 2, box.y + 2},
                    new double[]{box.x + box.width - 2, box.y + box.height - 2},
                    new double[]{box.x + 2, box.y + box.height - 2}));
            visit.page().keyboard().up("Shift");
            assertThat(visit.page().locator(".map-chosen h2")).hasText("60 pictures");
            assertThat(visit.page().locator(".map-strip a")).hasCount(60);
            visit.page().locator(".map-chosen .icon-button").click();
            assertThat(visit.page().locator(".map-chosen")).isHidden();

            var map = site.api().map(Projection.TSNE);
            double[] at = place(visit, map, map.ids().getFirst());
            visit.page().locator(".map-tools [aria-pressed]").click();
            lasso(visit, List.of(new double[]{at[0] - 4, at[1] - 4}, new double[]{at[0] + 4, at[1] - 4},
                    new double[]{at[0] + 4, at[1] + 4}, new double[]{at[0] - 4, at[1] + 4}));
            visit.page().locator(".map-chosen .button.main").click();
            assertThat(visit.page()).hasURL(Pattern.compile(".*#like=" + map.ids().getFirst() + "(&.*)?$"));
        }
    }

    private static void lasso(Visit visit, List<double[]> corners) {
        var mouse = visit.page().mouse();
        mouse.move(corners.getFirst()[0], corners.getFirst()[1]);
        mouse.down();
        corners.forEach(corner -> mouse.move(corner[0], corner[1]));
        mouse.up();
    }

    @Test
    void keys_onTheMap_moveComeCloserAndAsk(Browser browser, Site site) {
        try (var visit = opened(Visit.desk(browser, site.address()), "/#view=map")) {
            var keys = visit.page().keyboard();
            visit.page().locator(".map-canvas").focus();
            keys.press("ArrowRight");
            Locator said = visit.page().locator("#said");
            assertThat(said).hasText(Pattern.compile("(discs|boxes|bars|kites) \\d+\\.jpg.*"));
            keys.press("+");
            assertThat(visit.page()).hasURL(Pattern.compile(".*#view=map&at=[01.]+\\d*,[\\d.]+,1\\.6$"));
            keys.press("0");
            visit.awaitState("/#view=map");
            keys.press(" ");
            assertThat(visit.page().locator("dialog.look")).isVisible();
            keys.press("Escape");
            assertThat(visit.page().locator("dialog.look")).isHidden();
            assertThat(visit.page().locator(".map-canvas")).isFocused();
            keys.press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile(".*#like=\\d+$"));
        }
    }

    @Test
    void close_toThePoints_showsThumbnails(Browser browser, Site site) {
        try (var visit = opened(Visit.desk(browser, site.address()), "/#view=map")) {
            visit.page().waitForCondition(() -> (int) colours(visit) > 1_000);
        }
    }
}
