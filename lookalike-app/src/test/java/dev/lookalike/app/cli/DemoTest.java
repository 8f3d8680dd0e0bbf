package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The shop that is drawn to try things out.
final class DemoTest {
    private static final int PATIENCE_SECONDS = 150;

    @Test
    void demo_withAGalleryOfItsOwn_drawsAddsAndKeepsWhatPeopleDid(@TempDir Path folder) throws Exception {
        Program program = new Program(folder);
        Path errors = folder.resolve("demo.err");
        Process demo = program.start(folder.resolve("demo.out"), errors, "demo", "--count", "40", "--port", "0",
                "--gallery", "mine");
        try {
            for (int i = 0; i < PATIENCE_SECONDS && demo.isAlive() && !said(errors).contains("Everything"); i++) {
                TimeUnit.SECONDS.sleep(1);
            }
            assertThat(said(errors)).contains("Drawing 40 products", "40 added", "Everything is there",
                    folder.resolve("mine").toString());
            JsonNode outfits = program.run("outfits", "list", "--gallery", "mine", "--json").json();
            assertThat(outfits.get("outfits")).isNotEmpty();
            assertThat(program.run("user", "export", "person-0001", "--gallery", "mine").output())
                    .contains("person-0001");
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(40, TimeUnit.SECONDS)).as("ends when told").isTrue();
        assertThat(folder.resolve("lookalike-demo-shop")).isDirectoryNotContaining("glob:**gallery*");
    }

    private static String said(Path errors) throws Exception {
        return Files.exists(errors) ? Files.readString(errors) : "";
    }
}
