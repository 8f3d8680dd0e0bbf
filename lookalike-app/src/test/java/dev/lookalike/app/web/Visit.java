package dev.lookalike.app.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/// One person's visit to the page. When it ends, nothing may have gone wrong that only a developer would see: no error
/// or warning in the console, no request to anywhere else.
final class Visit implements AutoCloseable {
    private static final String AXE = axe();

    private final String address;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private boolean refusalsExpected;

    private Visit(Browser browser, String address, Browser.NewContextOptions options) {
        this.address = address;
        context = browser.newContext(options);
        context.onRequest(request -> {
            if (!request.url().startsWith(address) && !request.url().startsWith("blob:" + address)) {
                faults.add("asked elsewhere: " + request.url());
            }
        });
        page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(error -> faults.add("threw " + error));
        page.onDialog(dialog -> {
            faults.add("opened a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            boolean refused = refusalsExpected && message.text().startsWith("Failed to load resource");
            if (!refused && List.of("error", "warning").contains(message.type())) {
                faults.add("console: " + message.text());
            }
        });
    }

    /// At a desk: 1440 x 900, mouse and keyboard.
    static Visit desk(Browser browser, String address) {
        return new Visit(browser, address, new Browser.NewContextOptions().setViewportSize(1_440, 900));
    }

    /// At a desk in the dark.
    static Visit darkDesk(Browser browser, String address) {
        return new Visit(browser, address, new Browser.NewContextOptions().setViewportSize(1_440, 900)
                .setColorScheme(ColorScheme.DARK));
    }

    /// On a phone: 390 x 844, fingers.
    static Visit phone(Browser browser, String address) {
        return new Visit(browser, address, new Browser.NewContextOptions().setViewportSize(390, 844).setIsMobile(true)
                .setHasTouch(true).setDeviceScaleFactor(2));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// The browser itself notes a refused request in the console; a test that provokes one says so.
    Visit expectingRefusals() {
        refusalsExpected = true;
        return this;
    }

    /// Opens the page at a state and waits until it shows something.
    Visit open(String state) {
        page.navigate(address + state);
        page.locator("#state:not([hidden])").waitFor();
        return this;
    }

    /// Opens the wall and waits for its first picture.
    Visit openWall() {
        open("/");
        wallTiles().first().waitFor();
        page.locator(".browse .tile.loaded").first().waitFor();
        return this;
    }

    /// Opens the answers to a picture and waits for the first.
    Visit openAnswers(long id) {
        open("/#like=" + id);
        return awaitAnswers();
    }

    /// Waits for the answers; where none is alike, asks for the nearest all the same.
    Visit awaitAnswers() {
        page.locator(".answers:not([aria-busy]) .answers-title:not(:empty)").waitFor();
        var first = page.locator(".result .tile.loaded").first();
        var nearest = page.locator(".result .message .button");
        page.waitForCondition(() -> first.isVisible() || nearest.isVisible());
        if (nearest.isVisible()) {
            nearest.click();
        }
        first.waitFor();
        return this;
    }

    Locator wallTiles() {
        return page.locator(".browse .tile-link");
    }

    Locator answers() {
        return page.locator(".result .tile-link");
    }

    /// What the address says after the host.
    String state() {
        return page.url().substring(address.length());
    }

    /// Waits until the address says so.
    void awaitState(String expected) {
        com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(page).hasURL(address + expected);
    }

    /// Waits until the page finds this true. (Playwright's own way would evaluate text inside the page, which the
    /// content policy forbids.)
    void await(String truth) {
        page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate(truth)));
    }

    /// What axe-core finds wrong with the page as it is now.
    List<?> accessibilityFaults() {
        page.evaluate(AXE);
        // A picture that fades in has a half-transparent moment; what is judged is the page at rest.
        await("document.getAnimations().every((each) => each.playState !== 'running' "
                + "|| each.effect.getComputedTiming().iterations === Infinity)");
        return (List<?>) page
                .evaluate("""
                          async () => (await axe.run()).violations.flatMap((rule) => rule.nodes.map((node) =>
                              `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))""");
    }

    /// Whether something reaches beyond the window's sides.
    boolean scrollsSideways() {
        return (boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults).isEmpty();
    }

    private static String axe() {
        try (var in = Objects.requireNonNull(Visit.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
