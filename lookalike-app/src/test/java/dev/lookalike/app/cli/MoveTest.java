package dev.lookalike.app.cli;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A gallery is moved to a real Milvus server and back.
@Execution(ExecutionMode.CONCURRENT) // It waits for a server most of the time.
final class MoveTest {
    private static final int PICTURES = 6;

    @Test
    void move_toMilvusAndBack_copiesTheGallery(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(installed().resolve("bin/milvus")),
                () -> "no Milvus server in %s; run tools/milvus install".formatted(installed()));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path tool = Path.of("..", "tools", "milvus").toAbsolutePath().normalize();
        Process server = new ProcessBuilder(tool.toString(), "serve", folder.resolve("milvus").toString(),
                Integer.toString(port)).redirectErrorStream(true)
                .redirectOutput(folder.resolve("milvus.txt").toFile()).start();
        try {
            moveAndBack(new Program(folder), "milvus:127.0.0.1:%d/holiday,patience=120".formatted(port));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void moveAndBack(Program program, String place) throws Exception {
        program.draw("photos", PICTURES);
        assertThat(program.run("add", "photos").exitCode()).isZero();
        assertThat(program.run("move", "--from", place, "--gallery", "too-early").errors())
                .contains("no gallery was moved to");

        JsonNode moved = answered(program.run("move", "--to", place, "--json"));
        assertThat(moved.get("images").asInt()).isEqualTo(PICTURES);
        assertThat(moved.get("put").asInt()).isEqualTo(PICTURES);

        assertThat(program.run("remove", "3").exitCode()).isZero();
        JsonNode again = answered(program.run("move", "--to", place, "--json"));
        assertThat(again.get("images").asInt()).isEqualTo(PICTURES - 1);
        assertThat(again.get("put").asInt()).as("the others were there already").isZero();

        JsonNode back = answered(program.run("move", "--from", place, "--gallery", "other", "--json"));
        assertThat(back.get("added").asInt()).isEqualTo(PICTURES - 1);
        assertThat(back.get("rejected").asInt()).isZero();
        for (String file : List.of("photos/round/00.png", "photos/square/01.png")) {
            assertThat(program.run("similar", file, "--gallery", "other").output())
                    .isEqualTo(program.run("similar", file).output()).isNotBlank();
        }
    }

    private static JsonNode answered(Program.Run run) {
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run.json();
    }

    private static Path installed() {
        return Optional.ofNullable(System.getenv("LOOKALIKE_MILVUS")).map(Path::of).orElseGet(
                () -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache")).resolve("lookalike/milvus"));
    }
}
