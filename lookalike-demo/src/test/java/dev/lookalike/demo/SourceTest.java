package dev.lookalike.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What would make a picture differ from machine to machine is not used at all.
final class SourceTest {
    private static final Pattern DIFFERS = Pattern.compile(
            "drawString|java\\.awt\\.Font|TextLayout|GlyphVector|getRotateInstance|java\\.util\\.Random|ThreadLocalRandom"
                    + "|(?<!Strict)Math\\.(sin|cos|tan|asin|acos|atan|atan2|exp|log|log10|pow|cbrt|hypot|sinh|cosh|tanh|random)\\(|Arc2D|rotate\\(");

    @Test
    void sources_fontsAndMachineDependentArithmetic_areNotUsed() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> all = Files.walk(sources)) {
            List<Path> files = all.filter(each -> each.toString().endsWith(".java")).toList();
            assertThat(files).hasSizeGreaterThan(10);
            for (Path file : files) {
                assertThat(DIFFERS.matcher(Files.readString(file)).results().map(result -> result.group()).toList())
                        .as(file.toString()).isEmpty();
            }
        }
    }
}
