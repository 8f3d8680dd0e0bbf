package dev.lookalike.app.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page's files as they are sent: small, and nothing in them that the content policy would stop.
class PageFilesTest {
    private static final int BUDGET_BYTES = 120 * 1_024;
    private static final int MAX_LINES = 500;
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

    @Test
    void files_compressed_stayWithinBudget() throws IOException {
        long bytes = 0;
        for (var file : files(".js", ".css")) {
            var compressed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(compressed)) {
                gzip.write(Files.readAllBytes(file));
            }
            bytes += compressed.size();
        }
        assertThat(bytes).isBetween(1L, (long) BUDGET_BYTES);
    }

    @Test
    void files_read_areShort() throws IOException {
        for (var file : files(".js", ".css", ".html")) {
            assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
        }
    }

    @Test
    void files_searched_holdNoAddressOfOthers() throws IOException {
        for (var file : files(".js", ".css", ".html", ".svg", ".webmanifest")) {
            assertThat(Files.readString(file).replace(SVG_NAMESPACE, "")).as(file.toString())
                    .doesNotContainPattern("(?i)https?://|['\"(=]//");
        }
    }

    @Test
    void markup_searched_holdsNoInlineScriptOrStyle() throws IOException {
        String markup = Files.readString(folder().resolve("index.html"));
        assertThat(markup)
                .doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]*\\ssrc=)");
    }

    @Test
    void scripts_searched_neverMakeMarkupFromText() throws IOException {
        for (var file : files(".js")) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|setHTML|srcdoc"
                            + "|\\beval\\(|new Function|DOMParser");
        }
    }

    @Test
    void modules_listedInMarkup_areAllThereAre() throws IOException {
        String markup = Files.readString(folder().resolve("index.html"));
        for (var file : files(".js", ".css")) {
            assertThat(markup).contains("\"/" + folder().relativize(file).toString().replace('\\', '/') + "\"");
        }
    }

    private static List<Path> files(String... endings) throws IOException {
        try (var found = Files.walk(folder())) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith)).toList();
        }
    }

    private static Path folder() {
        try {
            var index = Objects.requireNonNull(PageFilesTest.class.getResource("index.html"), "index.html").toURI();
            return Objects.requireNonNull(Path.of(index).getParent(), "the folder of the page");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
