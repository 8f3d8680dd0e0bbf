package dev.lookalike.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.demo.DemoCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// Takes the README's screenshots, of the demo's pictures alone; `tools/screenshots` runs it.
@ExtendWith(InBrowser.class)
@EnabledIfSystemProperty(named = "lookalike.screenshots", matches = ".+")
class ScreenshotsTest {
    private static final int QUALITY = 86;
    private static final long SEED = 1;
    private static final int PATIENCE_SECONDS = 120;

    private final Path target = Path.of(Objects.requireNonNullElse(System.getProperty("lookalike.screenshots"), "."));

    @Test
    void screenshots_ofTheDemo_areTaken(Browser browser) throws Exception {
        Files.createDirectories(target);
        try (var site = Site.empty()) {
            DemoCatalogue.draw(site.pictures(), DemoCatalogue.DEFAULT_COUNT, SEED);
            site.add(site.pictures());
            // The space is fitted once all are in; until then the cut-off is provisional.
            for (int i = 0; i < PATIENCE_SECONDS && !site.api().status().space().contains(" of "); i++) {
                Thread.sleep(1_000);
            }
            take(browser, site);
        }
        try (var files = Files.list(target)) {
            assertThat(files).hasSizeGreaterThanOrEqualTo(6);
        }
    }

    private void take(Browser browser, Site site) throws IOException {
        long shoe = like(site.api(), "sneakers");
        long chair = like(site.api(), "chairs");
        try (var visit = Visit.desk(browser, site.address())) {
            shoot(visit.openWall(), "browse");
            shoot(visit.openAnswers(shoe), "answers");
            visit.answers().nth(1).hover();
            visit.page().locator(".result .tile").nth(1).locator("[data-act=why]").click();
            visit.page().locator(".subject-frame .heat.shown").waitFor();
            shoot(visit, "why");
            visit.page().navigate("about:blank");
            visit.open("/#like=%d@0.15,0.25,0.8,0.75".formatted(shoe)).awaitAnswers();
            shoot(visit, "crop");
        }
        try (var visit = Visit.darkDesk(browser, site.address())) {
            shoot(visit.openAnswers(chair), "dark");
        }
        try (var visit = Visit.phone(browser, site.address())) {
            shoot(visit.openWall(), "phone-browse");
            shoot(visit.openAnswers(shoe), "phone-answers");
        }
    }

    /// The first picture in a folder or with a name that has this word in it, or else the one in the middle.
    private static long like(LocalApi api, String word) {
        var images = api.images(dev.lookalike.app.api.Search.Filter.ALL, 0, 10_000).images();
        return images.stream().filter(image -> (image.folder() + "/" + image.name()).contains(word)).findFirst()
                .orElse(images.get(images.size() / 2)).id();
    }

    private void shoot(Visit visit, String name) throws IOException {
        visit.await("[...document.images].every((each) => !each.src || each.complete)");
        visit.page().waitForTimeout(400);
        byte[] picture = visit.page().screenshot(new Page.ScreenshotOptions().setType(ScreenshotType.JPEG)
                .setQuality(QUALITY));
        Files.write(target.resolve(name + ".jpg"), picture);
    }
}
