package dev.lookalike.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// A file's name is text, whatever it looks like (promise N7).
@ExtendWith(InBrowser.class)
class HostileNamesPageTest {
    /// What scripts in names have been tried with; `/` cannot be part of a file's name.
    private static final List<String> NAMES = List.of(
            "<script>alert(1)<script>.jpg",
            "<img src=x onerror=alert(1)>.jpg",
            "<svg onload=alert(1)>.jpg",
            "\"><img src=x onerror=alert(1)>.jpg",
            "'><img src=x onerror=alert(1)>.jpg",
            "\" onmouseover=\"alert(1)\" x=\".jpg",
            "' onfocus='alert(1)' autofocus='.jpg",
            "javascript:alert(1).jpg",
            "data:text,alert(1).jpg",
            "<iframe srcdoc='<script>alert(1)'>.jpg",
            "<body onpageshow=alert(1)>.jpg",
            "<details open ontoggle=alert(1)>.jpg",
            "<input autofocus onfocus=alert(1)>.jpg",
            "<video src=x onerror=alert(1)>.jpg",
            "<math href=javascript:alert(1)>x.jpg",
            "<style>@import 'x'; * { display: none }.jpg",
            "<link rel=stylesheet href=x>.jpg",
            "<base href=x>.jpg",
            "<meta http-equiv=refresh content=0>.jpg",
            "${alert(1)}{{constructor.constructor('alert(1)')()}}.jpg",
            "&lt;script&gt;alert(1)&lt;script&gt;.jpg",
            "%3Cscript%3Ealert(1)%3Cscript%3E.jpg",
            "\\u003cimg src=x onerror=alert(1)\\u003e.jpg",
            "-->]]><img src=x onerror=alert(1)><!--.jpg",
            "<x style=animation-name:think onanimationstart=alert(1)>.jpg");

    @Test
    void names_thatLookLikeMarkup_areShownAsText(Browser browser) throws Exception {
        assertThat(NAMES).hasSize(25).doesNotHaveDuplicates();
        try (var site = Site.empty()) {
            fill(site.pictures());
            site.add(site.pictures());
            assertThat(site.ids("")).hasSize(NAMES.size());
            try (var visit = Visit.desk(browser, site.address()).openWall()) {
                wallShowsAll(visit.page());
                answersShowAll(visit, site);
                lookShows(visit, site);
                rejectionsShowAll(visit);
                assertThat(
                        visit.page().locator("main script, main iframe, main style, main base, main meta, main link"))
                        .hasCount(0);
            }
        }
    }

    private static void fill(Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("<img src=x onerror=alert(2)>"));
        for (int i = 0; i < NAMES.size(); i++) {
            Files.write(inner.resolve(NAMES.get(i)), Site.jpeg(i % 4, i));
            Files.writeString(folder.resolve(NAMES.get(i)), "no picture at all");
        }
    }

    private static void wallShowsAll(Page page) {
        var shown = page.locator(".browse .tile-link").evaluateAll("(links) => links.map((link) => link.title)");
        assertThat((List<?>) shown).map(Object::toString).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    private static void answersShowAll(Visit visit, Site site) {
        long first = site.ids("").getFirst();
        String asked = site.api().image(first).name();
        visit.openAnswers(first);
        assertThat(visit.page().locator(".subject-name")).hasText(asked);
        visit.page().setViewportSize(1_440, 3_000);
        assertThat(visit.answers()).hasCount(NAMES.size() - 1);
        assertThat(visit.page().locator(".tile-name").allTextContents())
                .containsExactlyInAnyOrderElementsOf(NAMES.stream().filter(name -> !name.equals(asked)).toList());
    }

    private static void lookShows(Visit visit, Site site) {
        for (long id : site.ids("").subList(0, 5)) {
            visit.open("/#look=" + id);
            assertThat(visit.page().locator(".look-name")).hasText(site.api().image(id).name());
            assertThat(visit.page().locator(".look-facts").first()).containsText("<img src=x onerror=alert(2)>");
        }
    }

    private static void rejectionsShowAll(Visit visit) {
        visit.open("/#view=status");
        assertThat(visit.page().locator(".rejected li")).hasCount(NAMES.size());
        var shown = visit.page().locator(".rejected li").allTextContents();
        for (String name : NAMES) {
            assertThat(shown).anySatisfy(text -> assertThat(text).endsWith(name));
        }
    }
}
