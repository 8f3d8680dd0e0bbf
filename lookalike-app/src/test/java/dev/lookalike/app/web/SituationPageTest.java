package dev.lookalike.app.web;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// Answers that suit a situation.
@ExtendWith(InBrowser.class)
class SituationPageTest {
    @Test
    void bar_switchedOnAndOff_staysInTheAddress(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var page = visit.page();
            page.evaluate("location.hash = 'like=" + site.ids("").getFirst() + "'");
            page.locator(".result .tile").first().waitFor();
            assertThat(page.locator("#answers-weather")).isHidden();

            page.locator(".result").getByText("In a situation").click();
            page.locator("#answers-weather").selectOption("snow");
            assertThat(page).hasURL(Pattern.compile(".*situation=on.*weather=snow.*"));
            page.locator("#answers-date").fill("2026-12-05");
            page.locator("#answers-date").press("Tab");
            assertThat(page.locator(".result .context-told")).containsText("winter");

            page.locator(".result .context-more").click();
            page.locator("#answers-place").fill("Sydney");
            page.locator("#answers-place").press("Tab");
            assertThat(page.locator(".result .context-told")).containsText("summer");
            page.locator("#answers-plan").fill("Eva's wedding");
            page.locator("#answers-plan").press("Tab");
            page.locator("#answers-planned").fill("2026-12-09");
            page.locator("#answers-planned").press("Tab");
            assertThat(page.locator(".result .context-told")).containsText("wedding");
            page.locator("#answers-strength").selectOption("0.8");
            assertThat(page).hasURL(Pattern.compile(".*strength=0.8.*"));

            page.reload();
            assertThat(page.locator("#answers-weather")).hasValue("snow");
            assertThat(page.locator("#answers-place")).hasValue("Sydney");
            assertThat(page.locator("#answers-occasion option")).not().hasCount(1);
            page.locator(".result").getByLabel("Leave the situation out").click();
            assertThat(page.locator("#answers-weather")).isHidden();
            assertThat(page).not().hasURL(Pattern.compile(".*weather.*"));
        }
    }
}
