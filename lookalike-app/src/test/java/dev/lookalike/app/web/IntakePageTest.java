package dev.lookalike.app.web;

import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Pictures from outside: chosen, pasted, dropped.
@ExtendWith(InBrowser.class)
class IntakePageTest {
    private static final Pattern UPLOAD = Pattern.compile(".*/#like=u:[0-9a-f]{32}$");
    private static final Pattern TWO_UPLOADS = Pattern.compile(".*/#like=u:[0-9a-f]{32}&like=u:[0-9a-f]{32}$");

    @Test
    void choose_picture_asksWithItAndSurvivesReload(Browser browser, Site site) throws IOException {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            byte[] picture = Site.jpeg(0, 100);
            var chooser = visit.page().waitForFileChooser(() -> visit.page().locator("#ask").click());
            chooser.setFiles(new FilePayload("mine.jpg", "image/jpeg", picture));
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(UPLOAD);
            assertThat(visit.page().locator(".subject-name")).hasText("mine.jpg");
            String first = visit.answers().first().getAttribute("title");
            visit.page().reload();
            visit.awaitAnswers();
            visit.page().locator(".subject-frame.loaded").waitFor();
            assertThat(visit.answers().first()).hasAttribute("title", first);
        }
    }

    @Test
    void paste_picture_asksWithIt(Browser browser, Site site) throws IOException {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            visit.page().evaluate(
                    """
                    (picture) => {
                        const data = new DataTransfer();
                        data.items.add(new File([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], 'pasted.jpg'));
                        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
                    }""",
                    Base64.getEncoder().encodeToString(Site.jpeg(1, 101)));
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(UPLOAD);
        }
    }

    @Test
    void drop_twoPictures_asksWithBoth(Browser browser, Site site) throws IOException {
        try (var visit = Visit.desk(browser, site.address()).openWall()) {
            var files = new String[]{Base64.getEncoder().encodeToString(Site.jpeg(2, 102)),
                    Base64.getEncoder().encodeToString(Site.jpeg(2, 103))};
            visit.page().evaluate(
                    """
                    (pictures) => {
                        const data = new DataTransfer();
                        pictures.forEach((picture, i) => data.items.add(
                            new File([Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))], `dropped ${i}.jpg`)));
                        const fire = (name) => document.body.dispatchEvent(
                            new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
                        fire('dragenter');
                        window.coverShown = !document.getElementById('drop').hidden;
                        fire('dragover');
                        fire('drop');
                    }""", files);
            assertThat(visit.page().evaluate("coverShown")).isEqualTo(true);
            visit.awaitAnswers();
            assertThat(visit.page()).hasURL(TWO_UPLOADS);
            assertThat(visit.page().locator("#drop")).isHidden();
        }
    }

    @Test
    void choose_fileThatIsNoPicture_saysWhy(Browser browser, Site site) {
        try (var visit = Visit.desk(browser, site.address()).expectingRefusals().openWall()) {
            var chooser = visit.page().waitForFileChooser(() -> visit.page().locator("#ask").click());
            chooser.setFiles(new FilePayload("letter.jpg", "image/jpeg", "Dear Sir or Madam".getBytes(
                    java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(visit.page().locator(".note.wrong p")).not().isEmpty();
            assertThat(visit.state()).isEqualTo("/");
        }
    }

    @Test
    void keep_upload_becomesAPictureOfTheGallery(Browser browser) throws Exception {
        try (var site = Site.with(3); var visit = Visit.desk(browser, site.address()).openWall()) {
            var chooser = visit.page().waitForFileChooser(() -> visit.page().locator("#ask").click());
            chooser.setFiles(new FilePayload("keeper.jpg", "image/jpeg", Site.jpeg(3, 104)));
            visit.awaitAnswers();
            visit.page().locator(".subject-line .button", new com.microsoft.playwright.Page.LocatorOptions()
                    .setHasText("Add to gallery")).click();
            assertThat(visit.page()).hasURL(Pattern.compile(".*/#like=\\d+$"));
            assertThat(site.ids("keeper")).hasSize(1);
        }
    }

    @Test
    void status_withRejectedFiles_namesEachWithItsReason(Browser browser) throws Exception {
        try (var site = Site.with(1)) {
            java.nio.file.Files.writeString(site.pictures().resolve("broken.jpg"), "no picture at all");
            site.add(site.pictures());
            try (var visit = Visit.desk(browser, site.address()).open("/#view=status")) {
                assertThat(visit.page().locator(".rejected li")).containsText("broken.jpg");
                assertThat(visit.page().locator(".rejected .reason")).not().isEmpty();
                assertThat(visit.page().locator("#state")).containsText("1 rejected");
                assertThat(visit.page().locator(".status .figures")).containsText("4");
                assertThat(visit.page().locator(".about")).containsText(site.api().status().model());
            }
        }
    }
}
