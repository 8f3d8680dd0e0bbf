package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.lookalike.vision.onnx.RuntimeLibraries.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuntimeLibrariesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"linux-x64", "linux-aarch64", "osx-aarch64", "win-x64"})
    void unpack_everyPlatform_hasTheKnownHashes(String platform) throws IOException {
        var libraries = libraries(platform);

        RuntimeLibraries.unpack(folder, platform, libraries);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(libraries.stream().map(Library::file).toList());
        }
    }

    @Test
    void unpack_damagedFile_isUnpackedAgain() throws IOException {
        var libraries = libraries("linux-x64").subList(1, 2);
        Path file = RuntimeLibraries.unpack(folder, "linux-x64", libraries).resolve(libraries.getFirst().file());
        long size = Files.size(file);
        var damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2]++;
        Files.write(file, damaged);

        RuntimeLibraries.unpack(folder, "linux-x64", libraries);

        assertThat(Files.readAllBytes(file)).hasSize((int) size).isNotEqualTo(damaged);
    }

    @Test
    void unpack_whole_isNotWrittenAgain() throws IOException {
        var libraries = libraries("linux-x64").subList(1, 2);
        Path file = RuntimeLibraries.unpack(folder, "linux-x64", libraries).resolve(libraries.getFirst().file());
        var written = Files.getLastModifiedTime(file);
        var key = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey();

        RuntimeLibraries.unpack(folder, "linux-x64", libraries);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertThat(Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
    }

    @Test
    void unpack_otherLibraryThanKnown_isRefused() {
        var exchanged = List.of(new Library("libonnxruntime4j_jni.so", "0".repeat(64)));

        assertThatThrownBy(() -> RuntimeLibraries.unpack(folder, "linux-x64", exchanged))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not the known one");
        assertThat(folder).isEmptyDirectory();
    }

    private static List<Library> libraries(String platform) {
        return Objects.requireNonNull(RuntimeLibraries.KNOWN.get(platform), platform);
    }
}
