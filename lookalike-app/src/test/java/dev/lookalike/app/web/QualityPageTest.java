package dev.lookalike.app.web;

import java.io.IOException;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.lookalike.app.api.Metric;
import dev.lookalike.app.api.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The view of measures.
@ExtendWith(InBrowser.class)
class QualityPageTest {

    @Test
    void measure_pressed_showsFiguresClassesAndQueries(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            var page = visit.open("/#view=quality").page();
            page.locator(".quality-head .button").click();
            page.locator(".quality .figures dd").first().waitFor();

            assertThat(page.locator(".quality .bars li")).hasCount(4);
            assertThat(page.locator(".quality .confusion tbody tr")).hasCount(4);
            assertThat(page.locator("[aria-label=Measures] .curves")).hasCount(3);
            assertThat(page.locator(".quality .engine")).containsText("every search");
            assertThat(page.locator(".quality .asked img").first()).hasAttribute("alt",
                    java.util.regex.Pattern.compile("(discs|boxes|bars|kites), picture \\d+"));

            page.locator(".quality .asked-query a").first().click();
            visit.awaitAnswers();
            assertThat(visit.state()).startsWith("/#like=");
            page.goBack();
            assertThat(page.locator(".quality .figures")).isVisible();
        }
    }

    @Test
    void view_ofSeveralOccasions_comparesThemAndKeepsTheChosenInTheAddress(Browser browser, Site site)
            throws InterruptedException {
        site.api().await(site.api().evaluate(new Protocol(12, "", "")), _ -> {});
        site.api().await(site.api().evaluate(new Protocol(8, "discs", "")), _ -> {});
        try (var visit = Visit.desk(browser, site.address())) {
            var page = visit.open("/#view=quality").page();
            var links = page.locator(".quality .compared tbody a");
            links.nth(1).waitFor();
            assertThat(links.first()).hasAttribute("aria-current", "true");
            assertThat(visit.accessibilityFaults()).isEmpty();

            links.nth(1).click();

            assertThat(links.nth(1)).hasAttribute("aria-current", "true");
            assertThat(visit.state()).contains("view=quality", "measured=");
            page.reload();
            assertThat(page.locator(".quality .compared tbody a").nth(1)).hasAttribute("aria-current", "true");
        }
        try (var visit = Visit.phone(browser, site.address())) {
            visit.open("/#view=quality").page().locator(".quality .figures dd").first().waitFor();
            assertThat(visit.scrollsSideways()).isFalse();
            assertThat(visit.accessibilityFaults()).isEmpty();
        }
    }

    @Test
    void compare_twoSpaces_drawsThemAndAddsThemToTheTable(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address())) {
            var page = visit.open("/#view=quality").page();
            page.locator(".compare summary").click();
            page.locator(".choices input[value=pca-128]").check();
            page.locator(".choices input[value=lookalike]").check();
            assertThat(page.locator(".choices input[name=Networks]:checked")).hasCount(1);
            assertThat(visit.accessibilityFaults()).isEmpty();

            page.locator(".choices-do .main").click();
            page.locator(".compare .curves").nth(1).waitFor();

            assertThat(page.locator(".compare .key li")).hasCount(6);
            assertThat(page.locator(".quality .compared tbody a")
                    .filter(new Locator.FilterOptions().setHasText("pca-128")))
                    .hasCount(1);
            assertThat(visit.accessibilityFaults()).isEmpty();
        }
        try (var visit = Visit.phone(browser, site.address())) {
            var page = visit.open("/#view=quality").page();
            page.locator(".compare .curves").nth(1).waitFor();
            page.locator(".compare summary").click();
            page.locator(".choices input").first().waitFor();
            assertThat(visit.scrollsSideways()).isFalse();
        }
    }

    @Test
    void view_ofAnEmptyGallery_saysWhatToDo(Browser browser) throws IOException {
        try (var site = Site.empty(); var visit = Visit.desk(browser, site.address())) {
            var page = visit.open("/#view=quality").page();
            assertThat(page.locator(".quality > .quiet")).containsText("folder for each class");
            assertThat(page.locator(".quality-head .button")).isDisabled();
            assertThat(visit.accessibilityFaults()).isEmpty();
        }
    }

    @Test
    void answers_amongFolders_sayWhatTheQueryProbablyIs(Browser browser, Site site) {
        long id = site.ids("bars").getFirst();
        var told = site.api().similar(id, 60, Metric.COSINE, false);
        String expected = told.nothingAlike() ? "" : "Probably " + told.labels().getFirst().name();
        try (var visit = Visit.desk(browser, site.address()).openAnswers(id)) {
            assertThat(visit.page().locator(".answers-guess").textContent()).startsWith(expected);
            assertThat(expected.isEmpty()).isEqualTo(visit.page().locator(".answers-guess").textContent().isEmpty());
        }
    }
}
