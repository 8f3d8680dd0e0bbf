package dev.lookalike.app.web;

import java.io.IOException;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The page for everyone: axe-core finds nothing, on a desk and on a phone, in light and in the dark.
@ExtendWith(InBrowser.class)
class AccessiblePageTest {

    /// How someone looks at the page.
    enum Way {
        DESK, DARK_DESK, PHONE;

        Visit visit(Browser browser, Site site) {
            return switch (this) {
                case DESK -> Visit.desk(browser, site.address());
                case DARK_DESK -> Visit.darkDesk(browser, site.address());
                case PHONE -> Visit.phone(browser, site.address());
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void page_inEveryView_hasNoFaults(Way way, Browser browser, Site site) {
        var ids = site.ids("");
        try (var visit = way.visit(browser, site)) {
            visit.openWall();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#view=browse&like=%d&unlike=%d".formatted(ids.get(0), ids.get(1)));
            visit.page().locator(".tray").waitFor();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.openAnswers(ids.get(3));
            visit.page().locator(".tune summary").click();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#like=%d@0.1,0.1,0.5,0.5&like=%d&unlike=%d&folder=discs".formatted(ids.get(0), ids.get(1),
                    ids.get(2))).awaitAnswers();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#like=%d&look=%d".formatted(ids.get(0), ids.get(1)));
            visit.page().locator("dialog.look").waitFor();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#view=quality");
            visit.page().locator(".health .button.main").click();
            visit.page().locator(".health-list").first().waitFor();
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#view=status");
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#view=quality");
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.open("/#view=map&colour=folder");
            visit.page().locator(".map-group").first().waitFor();
            assertThat(visit.accessibilityFaults()).isEmpty();
        }
    }

    @Test
    void page_ofAnEmptyGallery_hasNoFaults(Browser browser) throws IOException {
        try (var site = Site.empty(); var visit = Visit.desk(browser, site.address())) {
            visit.open("/");
            visit.page().locator(".zone").waitFor();
            assertThat(visit.accessibilityFaults()).isEmpty();
        }
    }

    @Test
    void page_forThoseWhoPreferNoMotion_movesNothing(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            visit.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            visit.openWall();
            assertThat(visit.page().evaluate(
                    """
                    [...document.querySelectorAll('*')].filter((each) => getComputedStyle(each).transitionDuration
                        .split(',').some((time) => parseFloat(time) > 0)).length""")).isEqualTo(0);
        }
    }

    @Test
    void phone_everyView_fitsItsWidthAndCanBeReachedByThumb(Browser browser, Site site) {
        var ids = site.ids("");
        try (var visit = Visit.phone(browser, site.address()).openWall()) {
            assertThat(visit.scrollsSideways()).isFalse();
            double top = visit.page().locator(".browse .tile").first().boundingBox().y;
            assertThat(visit.page().locator(".browse .tile").nth(1).boundingBox().y).isEqualTo(top);
            assertThat(visit.page().locator(".browse .tile").nth(2).boundingBox().y).isGreaterThan(top);
            for (String button : new String[]{"#shoot", "#choose"}) {
                var box = visit.page().locator(button).boundingBox();
                assertThat(box.y).isGreaterThan(844 * 0.8);
                assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(44);
            }
            for (String state : new String[]{"/#like=%d&like=%d".formatted(ids.get(0), ids.get(1)), "/#view=status",
                    "/#view=map",
                    "/#look=" + ids.get(2), "/#like=%d&look=%d".formatted(ids.get(0), ids.get(1))}) {
                visit.open(state);
                assertThat(visit.scrollsSideways()).as(state).isFalse();
            }
        }
    }

    @Test
    void phone_menuOfAnAnswer_explainsAndAdds(Browser browser, Site site) {
        try (var visit = Visit.phone(browser, site.address()).openAnswers(site.ids("discs 2").getFirst())) {
            var menu = visit.page().locator(".result [data-act=menu]").first();
            menu.tap();
            visit.page().locator(".sheet-choice", new Page.LocatorOptions().setHasText("Why is it alike?")).tap();
            assertThat(visit.page().locator("dialog.look .heat.shown")).hasCount(2);
            visit.page().locator("dialog.look .look-close").tap();
            assertThat(visit.page().locator("dialog.look")).isHidden();
            menu.tap();
            visit.page().locator(".sheet-choice", new Page.LocatorOptions().setHasText("More like this too")).tap();
            assertThat(visit.page()).hasURL(Pattern.compile(".*#like=\\d+&like=\\d+$"));
        }
    }

    @Test
    void manifest_read_makesThePageInstallable(Browser browser, Site site) {
        try (var visit = Visit.phone(browser, site.address()).openWall()) {
            var icons = visit.page().evaluate(
                    """
                    async () => {
                        const at = document.querySelector('link[rel=manifest]').href;
                        const manifest = await (await fetch(at)).json();
                        const sizes = await Promise.all(manifest.icons.map(async (icon) => {
                            const image = new Image();
                            image.src = icon.src;
                            await image.decode();
                            return image.naturalWidth;
                        }));
                        return [manifest.name, manifest.display, manifest.start_url, Math.max(...sizes)].join(' ');
                    }""");
            assertThat(icons).isEqualTo("Lookalike standalone / 512");
        }
    }
}
