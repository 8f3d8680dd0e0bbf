package dev.lookalike.app.web;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// A question and its answers.
@ExtendWith(InBrowser.class)
class ResultPageTest {
    private static final Pattern CROPPED = Pattern.compile(".*#like=\\d+@[0-9.,]+$");

    @Test
    void open_answers_showsThemBestFirstWithScoreAndReason(Browser browser, Site site) {
        long id = site.ids("discs 3").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            var scores = visit.page().locator(".result .tile-score").allInnerTexts().stream().map(Double::valueOf)
                    .toList();
            assertThat(scores).hasSizeGreaterThan(5).isSortedAccordingTo((one, other) -> Double.compare(other, one));
            assertThat(visit.page().locator(".result .tile-reason").first()).not().isEmpty();
            assertThat(visit.page().locator(".subject-name")).hasText("discs 3.jpg");
            assertThat(visit.page().locator(".result .tile-link[title='discs 3.jpg']")).hasCount(0);
        }
    }

    @Test
    void words_typedAndEntered_askAloneAndThenBesideAPicture(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var field = visit.page().locator("#words");
            field.fill("a balloon, without stripes");
            field.press("Enter");
            visit.awaitState("/#like=w:a+balloon&unlike=w:stripes");
            visit.awaitAnswers();
            assertThat(visit.page().locator(".subject-name")).hasText("\u201ca balloon\u201d");
            assertThat(visit.page().locator(".query .words")).hasCount(2);
            visit.page().reload();
            visit.awaitAnswers();
            visit.answers().first().click();
            visit.page().locator(".subject-frame.loaded").waitFor();
            field.fill("yellow");
            field.press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile(".*/#like=\\d+&like=w:yellow$"));
            visit.awaitAnswers();
            visit.page().locator(".query .words .example-remove").click();
            assertThat(visit.page()).hasURL(Pattern.compile(".*/#like=\\d+$"));
        }
    }

    @Test
    void open_aPictureThatIsGone_saysSoAndLeadsBack(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).expectingRefusals().open("/#like=987654321")) {
            assertThat(visit.page().locator(".result .message")).containsText("not in the gallery any more");
            visit.page().locator(".result .message a").click();
            assertThat(visit.page().locator(".result")).isHidden();
        }
    }

    @Test
    void click_answer_becomesTheNextQuestion(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openAnswers(site.ids("boxes 3").getFirst())) {
            String name = visit.answers().first().getAttribute("title");
            visit.answers().first().click();
            assertThat(visit.page().locator(".subject-name")).hasText(name);
            visit.awaitState("/#like=" + site.ids(name).getFirst());
            visit.page().goBack();
            assertThat(visit.page().locator(".subject-name")).hasText("boxes 3.jpg");
        }
    }

    @Test
    void drag_cropBox_changesAnswersAndAddress(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openAnswers(site.ids("kites 3").getFirst())) {
            var searches = searches(visit.page());
            var box = visit.page().locator(".crop").boundingBox();
            var mouse = visit.page().mouse();
            mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.2);
            mouse.down();
            mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
            mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.8);
            mouse.up();
            assertThat(visit.page()).hasURL(CROPPED);
            visit.page().waitForCondition(() -> searches.get() > 0);
            assertThat(visit.page().locator(".crop-box")).hasAttribute("aria-label",
                    Pattern.compile("Crop box: (49|50|51) % by (59|60|61) % .*"));
            visit.page().reload();
            visit.awaitAnswers();
            assertThat(visit.page().locator(".crop-box")).hasAttribute("aria-label",
                    Pattern.compile("Crop box: (49|50|51) % by (59|60|61) % .*"));
            visit.page().locator(".subject-line .button", new Page.LocatorOptions().setHasText("Whole picture"))
                    .click();
            visit.awaitState("/#like=" + site.ids("kites 3").getFirst());
        }
    }

    @Test
    void pull_cropCorner_keepsTheOppositeOne(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openAnswers(site.ids("kites 4").getFirst())) {
            var box = visit.page().locator(".crop").boundingBox();
            var corner = visit.page().locator(".crop-handle.se").boundingBox();
            visit.page().mouse().move(corner.x + 10, corner.y + 10);
            visit.page().mouse().down();
            visit.page().mouse().move(box.x + box.width * 0.5, box.y + box.height * 0.5);
            visit.page().mouse().up();
            assertThat(visit.page()).hasURL(Pattern.compile(".*@0,0,0\\.5\\d*,0\\.5\\d*$|.*@0,0,0\\.[45].*"));
        }
    }

    @Test
    void keys_onCropBox_moveAndResizeIt(Browser browser, Site site) {
        long id = site.ids("discs 4").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            visit.page().locator(".crop-box").focus();
            for (int press = 0; press < 10; press++) {
                visit.page().keyboard().press("Shift+ArrowLeft");
                visit.page().keyboard().press("Shift+ArrowUp");
            }
            visit.page().keyboard().press("ArrowRight");
            visit.awaitState("/#like=%d@0.02,0,0.8,0.8".formatted(id));
            visit.page().keyboard().press("Escape");
            visit.awaitState("/#like=" + id);
        }
    }

    @Test
    void crop_whileAnAnswerIsAwaited_showsOnlyTheLastOnesAnswers(Browser browser, Site site) {
        long id = site.ids("discs 5").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            var held = new AtomicInteger();
            // The first answer is held back until after the second: an overtaken answer must not win.
            visit.page().route("**/v1/search", route -> {
                if (held.getAndIncrement() == 0) {
                    visit.page().waitForTimeout(600);
                }
                resume(route);
            });
            var keys = visit.page().keyboard();
            visit.page().locator(".crop-box").focus();
            keys.press("Shift+ArrowLeft");
            visit.page().waitForCondition(() -> held.get() >= 1);
            keys.press("Escape");
            visit.awaitState("/#like=" + id);
            visit.awaitAnswers();
            visit.page().waitForTimeout(900);
            visit.page().unroute("**/v1/search");
            String shown = visit.answers().first().getAttribute("title");
            visit.page().reload();
            visit.awaitAnswers();
            assertThat(visit.answers().first()).hasAttribute("title", shown);
        }
    }

    private static void resume(Route route) {
        try {
            route.resume();
        } catch (com.microsoft.playwright.PlaywrightException cancelled) {
            // The page no longer wants it; that is what is being tried.
        }
    }

    @Test
    void examples_addedAndRemoved_changeTheQuestion(Browser browser, Site site) {
        long id = site.ids("bars 3").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            var tile = visit.page().locator(".result .tile").first();
            long other = site.ids(visit.answers().first().getAttribute("title")).getFirst();
            tile.hover();
            tile.locator("[data-act=negative]").click();
            visit.awaitState("/#like=%d&unlike=%d".formatted(id, other));
            assertThat(visit.page().locator(".example.negative")).hasCount(1);
            visit.page().locator(".example-remove").click();
            visit.awaitState("/#like=" + id);
            visit.awaitAnswers();
            visit.answers().nth(1).focus();
            visit.page().keyboard().press("+");
            assertThat(visit.page()).hasURL(Pattern.compile(".*#like=%d&like=\\d+".formatted(id)));
        }
    }

    @Test
    void tune_metricAndCount_askAnew(Browser browser, Site site) {
        long id = site.ids("boxes 5").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            visit.page().locator(".tune summary").click();
            visit.page().locator("input[value=euclidean]").check();
            visit.awaitState("/#like=%d&metric=euclidean".formatted(id));
            visit.page().locator(".result .tile-score", new Page.LocatorOptions()
                    .setHasText(Pattern.compile("^-"))).first().waitFor();
            visit.page().locator("#count").selectOption("20");
            visit.awaitState("/#like=%d&metric=euclidean&count=20".formatted(id));
            assertThat(visit.page().locator(".result .tile").first()).hasAttribute("aria-setsize", "20");
            visit.page().locator("#folder").selectOption("discs");
            assertThat(visit.page().locator(".filters .chip")).hasText("discs");
            assertThat(visit.page().locator(".result .tile").first()).hasAttribute("aria-setsize", "15");
        }
    }

    @Test
    void why_held_showsBothHeatMapsUntilReleased(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openAnswers(site.ids("discs 6").getFirst())) {
            var tile = visit.page().locator(".result .tile").first();
            var box = tile.locator(".frame").boundingBox();
            visit.page().mouse().move(box.x + box.width / 2, box.y + box.height * 0.7);
            visit.page().mouse().down();
            visit.page().locator(".subject-frame .heat.shown").waitFor();
            tile.locator(".heat.shown").waitFor();
            visit.page().mouse().up();
            assertThat(visit.page().locator(".heat")).hasCount(0);
            assertThat(visit.state()).isEqualTo("/#like=" + site.ids("discs 6").getFirst());
        }
    }

    @Test
    void why_switchedByKey_staysUntilSwitchedAgain(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openAnswers(site.ids("discs 7").getFirst())) {
            visit.answers().first().focus();
            visit.page().keyboard().press("w");
            assertThat(visit.page().locator(".heat.shown")).hasCount(2);
            assertThat(visit.page().locator(".result .tile").first().locator("[data-act=why]"))
                    .hasAttribute("aria-pressed", "true");
            visit.page().keyboard().press("w");
            assertThat(visit.page().locator(".heat")).hasCount(0);
        }
    }

    @Test
    void answers_belowTheCutOff_standBelowALine(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            answering(visit.page(), 3, false);
            visit.openAnswers(site.ids("discs 8").getFirst());
            assertThat(visit.page().locator(".answers-title")).hasText("3 pictures like it");
            assertThat(visit.page().locator(".answers .divider")).isVisible();
            double line = visit.page().locator(".answers .divider").boundingBox().y;
            assertThat(visit.page().locator(".result .tile").nth(2).boundingBox().y).isLessThan(line);
            assertThat(visit.page().locator(".result .tile").nth(3).boundingBox().y).isGreaterThan(line);
        }
    }

    @Test
    void answers_nothingAlike_saysSoAndShowsTheNearestOnlyWhenAsked(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            answering(visit.page(), 0, true);
            visit.open("/#like=" + site.ids("discs 8").getFirst());
            assertThat(visit.page().locator(".answers-title")).hasText("Nothing like this is here.");
            assertThat(visit.answers()).hasCount(0);
            visit.page().locator(".message .button", new Page.LocatorOptions().setHasText("nearest")).click();
            visit.awaitAnswers();
            assertThat(visit.page().locator(".result .tile.unlike").first()).isVisible();
        }
    }

    @Test
    void search_thatFails_saysWhyAndCanBeAskedAgain(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).expectingRefusals()) {
            visit.page().route("**/v1/search", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)
                    .setContentType("application/problem+json").setBody("{\"detail\": \"the disk is on fire\"}")));
            visit.open("/#like=" + site.ids("discs 8").getFirst());
            assertThat(visit.page().locator(".result [role=alert]")).hasText("the disk is on fire");
            visit.page().unroute("**/v1/search");
            visit.page().locator(".result .message .button", new Page.LocatorOptions().setHasText("Try again")).click();
            visit.awaitAnswers();
        }
    }

    /// The server's own answers, with the line drawn after `alike` of them.
    private static void answering(Page page, int alike, boolean nothingAlike) {
        page.route("**/v1/search", route -> {
            var response = route.fetch();
            var parts = response.text().split("\"alike\":(true|false)", -1);
            var text = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                text.append("\"alike\":").append(i <= alike).append(parts[i]);
            }
            route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(text.toString()
                    .replaceFirst("\"nothingAlike\":(true|false)", "\"nothingAlike\":" + nothingAlike)));
        });
    }

    private static AtomicInteger searches(Page page) {
        var count = new AtomicInteger();
        page.onRequest(request -> {
            if (request.url().endsWith("/v1/search")) {
                count.incrementAndGet();
            }
        });
        return count;
    }

    @Test
    void look_fromAnAnswer_comparesItWithTheQuery(Browser browser, Site site) {
        long id = site.ids("kites 6").getFirst();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            visit.answers().first().focus();
            visit.page().keyboard().press(" ");
            Locator look = visit.page().locator("dialog.look");
            assertThat(look.locator(".look-query img")).isVisible();
            look.locator("button[aria-pressed]").click();
            assertThat(look.locator(".heat.shown")).hasCount(2);
            visit.page().reload();
            assertThat(visit.page().locator("dialog.look")).isVisible();
        }
    }
}
