package dev.lookalike.demo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SketchesTest {
    @TempDir
    private Path folder;

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void drawSketches_ofSomeProducts_drawsAFewDarkLinesOnWhite() throws IOException {
        DemoCatalogue.drawSketches(folder.resolve("one"), 20, 7);
        DemoCatalogue.drawSketches(folder.resolve("two"), 20, 7);

        List<Path> one = files(folder.resolve("one"));
        List<Path> two = files(folder.resolve("two"));
        assertThat(one).hasSize(20);
        for (int i = 0; i < one.size(); i++) {
            assertThat(two.get(i)).hasSameBinaryContentAs(one.get(i));
            BufferedImage sketch = ImageIO.read(one.get(i).toFile());
            int pixels = sketch.getWidth() * sketch.getHeight();
            int dark = 0;
            int light = 0;
            for (int at = 0; at < pixels; at++) {
                int level = sketch.getRaster().getSample(at % sketch.getWidth(), at / sketch.getWidth(), 0);
                dark += level < 64 ? 1 : 0;
                light += level > 192 ? 1 : 0;
            }
            assertThat((double) dark / pixels).as(one.get(i).toString()).isBetween(0.003, 0.2);
            assertThat((double) light / pixels).as(one.get(i).toString()).isGreaterThan(0.7);
        }
        assertThatThrownBy(() -> DemoCatalogue.drawSketches(folder, 0, 7)).hasMessageContaining("count is 0");
    }
}
