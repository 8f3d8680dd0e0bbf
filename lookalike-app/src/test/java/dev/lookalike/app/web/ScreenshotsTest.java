package dev.lookalike.app.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.PictureMap;
import dev.lookalike.app.api.Projection;
import dev.lookalike.app.cli.Lookalike;
import dev.lookalike.demo.DemoCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// Takes the README's screenshots, of the demo's pictures alone; `tools/screenshots` runs it.
@ExtendWith(InBrowser.class)
@EnabledIfSystemProperty(named = "lookalike.screenshots", matches = ".+")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ScreenshotsTest {
    private static final int QUALITY = 80;
    private static final long SEED = 1;
    private static final int PATIENCE_SECONDS = 120;
    /// Pictures that two networks are compared on.
    private static final int MEASURED = 600;

    private final Path target = Path.of(Objects.requireNonNullElse(System.getProperty("lookalike.screenshots"), "."));

    @Test
    void screenshots_ofTheWall_areTaken(Browser browser) throws Exception {
        try (var site = drawn(DemoCatalogue.DEFAULT_COUNT)) {
            // The space is fitted once all are in; until then the cut-off is provisional.
            for (int i = 0; i < PATIENCE_SECONDS && !site.api().status().space().contains(" of "); i++) {
                Thread.sleep(1_000);
            }
            take(browser, site);
        }
        assertThat(target.resolve("phone-answers.jpg")).exists();
    }

    @Test
    void screenshots_ofMeasuresAndTheMap_areTaken(Browser browser) throws Exception {
        try (var site = drawn(MEASURED)) {
            takeMap(browser, site);
            takeMeasures(browser, site);
        }
        assertThat(target.resolve("phone-quality.jpg")).exists();
    }

    private Site drawn(int count) throws Exception {
        Files.createDirectories(target);
        var site = Site.empty();
        DemoCatalogue.draw(site.pictures(), count, SEED);
        site.add(site.pictures());
        return site;
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

    /// Two networks compared by the command, which writes a report; the page then knows both too.
    private void takeMeasures(Browser browser, Site site) throws IOException {
        Path report = Files.createTempFile("lookalike", ".html");
        try {
            assertThat(Lookalike.run(new String[]{"compare", "--gallery", site.gallery().toString(), "--model",
                    "efficientnet-lite0-int8", "--model", "efficientnet-lite2-int8", "--space", "as-is", "--space",
                    "usual", "--engine", "lookalike", "--report", report.toString()}, Map.of())).isZero();
            try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1_280, 1_080))) {
                var page = context.newPage();
                page.setDefaultTimeout(1_000 * PATIENCE_SECONDS);
                page.navigate(report.toUri().toString());
                shoot(page, "report");
                page.locator("h2", new Page.LocatorOptions().setHasText("Classes")).first()
                        .evaluate("heading => heading.scrollIntoView()");
                shoot(page, "report-classes");
                page.locator("h2", new Page.LocatorOptions().setHasText("Answered best")).first()
                        .evaluate("heading => heading.scrollIntoView()");
                shoot(page, "report-answers");
            }
        } finally {
            Files.delete(report);
        }
        try (var visit = Visit.desk(browser, site.address())) {
            shoot(measured(visit), "quality");
        }
        try (var visit = Visit.phone(browser, site.address())) {
            shoot(measured(visit), "phone-quality");
        }
    }

    private static Visit measured(Visit visit) {
        visit.page().setDefaultTimeout(1_000 * PATIENCE_SECONDS);
        visit.open("/#view=quality").page().locator(".quality .figures dd").first().waitFor();
        return visit;
    }

    private void takeMap(Browser browser, Site site) throws Exception {
        site.api().await(site.api().drawMap(), _ -> {});
        var map = site.api().map(Projection.TSNE);
        int typical = map.ids().indexOf(site.api().clusters().clusters().getFirst().typical());
        try (var visit = Visit.desk(browser, site.address())) {
            shoot(mapped(visit, "/#view=map"), "map");
            visit.page().navigate("about:blank");
            shoot(mapped(visit, "/#view=map&at=%.4f,%.4f,8".formatted((double) map.x().get(typical) / PictureMap.SIDE,
                    (double) map.y().get(typical) / PictureMap.SIDE)), "map-near");
        }
        try (var visit = Visit.phone(browser, site.address())) {
            shoot(mapped(visit, "/#view=map"), "phone-map");
        }
    }

    private static Visit mapped(Visit visit, String state) {
        visit.page().setDefaultTimeout(1_000 * PATIENCE_SECONDS);
        visit.open(state).page().locator(".map-canvas[aria-label^='Map of']").waitFor();
        visit.page().locator(".map-group").first().waitFor();
        // Thumbnails are drawn on a canvas as they come, which nothing outside it tells.
        visit.page().waitForTimeout(3_000);
        return visit;
    }

    /// The first picture in a folder or with a name that has this word in it, or else the one in the middle.
    private static long like(LocalApi api, String word) {
        var images = api.images(dev.lookalike.app.api.Search.Filter.ALL, 0, 10_000).images();
        return images.stream().filter(image -> (image.folder() + "/" + image.name()).contains(word)).findFirst()
                .orElse(images.get(images.size() / 2)).id();
    }

    private void shoot(Visit visit, String name) throws IOException {
        // Those below the window are fetched when somebody scrolls there.
        visit.await("[...document.images].every((each) => !each.src || each.complete || each.loading === 'lazy' && "
                + "each.getBoundingClientRect().top > innerHeight)");
        shoot(visit.page(), name);
    }

    private void shoot(Page page, String name) throws IOException {
        page.waitForTimeout(400);
        byte[] picture = page.screenshot(new Page.ScreenshotOptions().setType(ScreenshotType.JPEG)
                .setQuality(QUALITY));
        Files.write(target.resolve(name + ".jpg"), picture);
    }
}
