package dev.lookalike.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The repository's files are as CONTRIBUTING.md says.
class TidyTest {
    private static final int MAX_LINES = 500;
    private static final int MAX_LINE = 120;
    private static final int MAX_OTHER_LINE = 140;
    /// A sentence, a link, a drawing or a text for people may run over.
    private static final int MAX_TEXT_LINE = 200;
    private static final String TEXT_BLOCK = "\"".repeat(3);
    private static final Pattern TEXT_LINE = Pattern.compile("^\\s*(//|\\*|/\\*|#|<).*|.*[\"'`].*");
    private static final int MAX_DECISION_LINES = 40;
    private static final Set<String> SOURCES = Set.of("java", "js", "css", "py", "sh", "html");
    private static final Set<String> TEXTS = Set.of("java", "js", "css", "py", "sh", "html", "md", "xml", "yaml",
            "yml", "json", "properties", "txt", "toml", "cfg");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "shared", "__pycache__",
            ".venv");

    /// Put together here so that this file does not hold them.
    private static final List<String> BANNED = List.of("@" + "author", "TO" + "DO", "FIX" + "ME",
            "repo1.maven" + ".org", "repo.maven" + ".apache.org", "pypi" + ".org/", "files.python" + "hosted.org",
            "registry.npm" + "js.org", "/usr/lib" + "/jvm", "/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern
            .compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b[^;{]*?void (\\w+)\\(");
    private static final Path ROOT = root();

    @Test
    void files_ofTheRepository_areFound() {
        assertThat(files("java")).hasSizeGreaterThan(100);
        assertThat(files("md")).hasSizeGreaterThan(3);
    }

    @Test
    void sources_inEachFile_areShort() {
        assertThat(complaints(SOURCES, (file, found) -> {
            var lines = lines(file);
            if (lines.size() > MAX_LINES) {
                found.add("%d lines, at most %d".formatted(lines.size(), MAX_LINES));
            }
            int code = ending(file).equals("java") ? MAX_LINE : MAX_OTHER_LINE;
            boolean inText = ending(file).equals("html");
            for (int line = 0; line < lines.size(); line++) {
                String text = lines.get(line);
                int most = inText || TEXT_LINE.matcher(text).matches() ? MAX_TEXT_LINE : code;
                if (text.length() > most && !ending(file).equals("html")) {
                    found.add("line %d has %d characters, at most %d".formatted(line + 1, text.length(), most));
                }
                inText ^= text.contains(TEXT_BLOCK) && text.indexOf(TEXT_BLOCK) == text.lastIndexOf(TEXT_BLOCK);
            }
        })).isEmpty();
    }

    @Test
    void texts_anywhere_holdNothingBanned() {
        assertThat(complaints(TEXTS, (file, found) -> {
            String text = String.join("\n", lines(file));
            BANNED.stream().filter(text::contains).forEach(found::add);
        })).isEmpty();
    }

    @Test
    void links_inMarkdown_lead() {
        assertThat(complaints(Set.of("md"), (file, found) -> {
            var link = LINK.matcher(String.join("\n", lines(file)));
            while (link.find()) {
                String target = link.group(1).split("#", 2)[0];
                boolean outside = target.isEmpty() || target.contains("://") || target.startsWith("mailto:");
                if (!outside && !Files.exists(file.resolveSibling(target))) {
                    found.add("links to %s, which is not there".formatted(target));
                }
            }
        })).isEmpty();
    }

    @Test
    void decisions_written_fitOnAPage() {
        assertThat(complaints(Set.of("md"), (file, found) -> {
            if (file.toString().contains("/decisions/") && lines(file).size() > MAX_DECISION_LINES) {
                found.add("%d lines, at most %d".formatted(lines(file).size(), MAX_DECISION_LINES));
            }
        })).isEmpty();
    }

    @Test
    void tests_named_sayMethodConditionOutcome() {
        assertThat(complaints(Set.of("java"), (file, found) -> {
            var test = TEST.matcher(String.join("\n", lines(file)));
            while (file.toString().contains("/src/test/") && test.find()) {
                if (!test.group(1).matches("[a-zA-Z0-9]+_[a-zA-Z0-9]+_[a-zA-Z0-9]+")) {
                    found.add(test.group(1));
                }
            }
        })).isEmpty();
    }

    private static List<String> complaints(Set<String> endings, BiConsumer<Path, List<String>> check) {
        var complaints = new ArrayList<String>();
        for (var file : files(endings.toArray(String[]::new))) {
            var found = new ArrayList<String>();
            check.accept(file, found);
            found.forEach(each -> complaints.add("%s: %s".formatted(ROOT.relativize(file), each)));
        }
        return complaints;
    }

    private static List<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> Set.of(endings).contains(ending(file))).filter(TidyTest::isOurs)
                    .filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isOurs(Path file) {
        for (var part : ROOT.relativize(file)) {
            if (NOT_OURS.contains(part.toString()) || part.toString().endsWith(".gallery")) {
                return false;
            }
        }
        return !ROOT.relativize(file).startsWith("gallery");
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("lookalike-app")) || !Files.exists(folder.resolve("pom.xml"))) {
            folder = java.util.Objects.requireNonNull(folder.getParent(), "run below the repository's root");
        }
        return folder;
    }
}
