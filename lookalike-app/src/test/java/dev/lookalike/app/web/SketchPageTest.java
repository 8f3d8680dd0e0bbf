package dev.lookalike.app.web;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The sketch pad.
@ExtendWith(InBrowser.class)
class SketchPageTest {
    private static final Pattern ASKED = Pattern.compile(".*/#like=s:[0-9a-f]{32}$");
    private static final Pattern BOTH = Pattern.compile(".*/#like=s:[0-9a-f]{32}&like=w:a\\+red\\+ball$");
    private static final Pattern BLANK = Pattern.compile(".*/#like=s:new$");

    private static void circle(Visit visit, double radius) {
        BoundingBox box = visit.page().locator(".pad-sheet").boundingBox();
        var mouse = visit.page().mouse();
        for (int i = 0; i <= 24; i++) {
            double x = box.x + box.width * (0.5 + radius * Math.sin(i * Math.PI / 12));
            double y = box.y + box.height * (0.5 - radius * Math.cos(i * Math.PI / 12));
            mouse.move(x, y);
            if (i == 0) {
                mouse.down();
            }
        }
        mouse.up();
    }

    private static int ink(Visit visit) {
        return ((Number) visit.page()
                .evaluate("""
                          () => {
                              const sheet = document.querySelector('.pad-sheet');
                              const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
                              return data.filter((level, at) => at % 4 === 0 && level < 128).length;
                          }""")).intValue();
    }

    private static Locator tool(Visit visit, String name) {
        return visit.page().locator(".pad-tool", new com.microsoft.playwright.Page.LocatorOptions().setHasText(name));
    }

    @Test
    void draw_onThePad_isAnsweredAndCanBeUndoneAndReloaded(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().locator("#sketch").click();
            assertThat(visit.page()).hasURL(BLANK);
            assertThat(visit.page().locator(".answers-title")).hasText("Draw what you are looking for");
            assertThat(tool(visit, "Undo")).isDisabled();

            circle(visit, 0.35);
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(ASKED);
            int one = ink(visit);
            assertThat(one).isGreaterThan(500);
            assertThat(visit.accessibilityFaults()).isEmpty();
            String first = visit.answers().first().getAttribute("title");

            circle(visit, 0.2);
            assertThat(ink(visit)).isGreaterThan(one);
            visit.page().locator(".pad-sheet").click();
            tool(visit, "Undo").press("Control+z");
            tool(visit, "Undo").press("Enter");
            assertThat(ink(visit)).isEqualTo(one);
            assertThat(visit.answers().first()).hasAttribute("title", first);
            visit.page().locator(".pad:not([aria-busy])").waitFor();

            visit.page().reload();
            visit.awaitAnswers();
            assertThat(visit.answers().first()).hasAttribute("title", first);
            visit.page().waitForFunction("() => !document.querySelector('.pad-tool:last-child').disabled");
            assertThat(ink(visit)).isEqualTo(one);

            visit.page().locator("#words").fill("a red ball");
            visit.page().locator("#words").press("Enter");
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(BOTH);
            assertThat(ink(visit)).isEqualTo(one);
            assertThat(visit.accessibilityFaults()).isEmpty();
            visit.page().locator(".example.words .example-remove").click();
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(ASKED);

            tool(visit, "Clear").click();
            assertThat(visit.page()).hasURL(BLANK);
            assertThat(ink(visit)).isZero();
        }
    }

    @Test
    void draw_onAPhone_fitsItsWidth(Browser browser, Site site) {
        try (var visit = Visit.phone(browser, site.address()).openWall()) {
            visit.page().locator("#sketch").click();
            assertThat(visit.page()).hasURL(BLANK);
            circle(visit, 0.3);
            visit.awaitAnswers();

            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.accessibilityFaults()).isEmpty();
            for (String name : List.of("Pen", "Eraser", "Undo", "Clear")) {
                assertThat(tool(visit, name).boundingBox().height).isGreaterThanOrEqualTo(40);
            }
        }
    }
}
