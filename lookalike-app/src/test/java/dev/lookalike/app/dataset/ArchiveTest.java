package dev.lookalike.app.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Promise N6: nothing outside the folder, no links, count and inflated size bounded.
final class ArchiveTest {
    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 1_000_000;

    @TempDir
    Path folder;

    /// Writes the entries of an archive.
    interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    @Test
    void unpack_plainFiles_writesThemBelowTheFolder() throws IOException {
        Path file = archive(tar -> {
            put(tar, "top/", new byte[0]);
            put(tar, "top/train/a.jpg", "a".getBytes(StandardCharsets.UTF_8));
            put(tar, "./b.jpg", "b".getBytes(StandardCharsets.UTF_8));
        });

        Archive.unpack(file, target(), MOST_FILES, MOST_BYTES);

        assertThat(target().resolve("top/train/a.jpg")).hasContent("a");
        assertThat(target().resolve("b.jpg")).hasContent("b");
    }

    static Stream<Arguments> hostile() {
        var all = new ArrayList<Arguments>();
        for (String name : List.of("../out", "a/../../out", "/out", "//out", "a/b/../../../out", "..", "a/..",
                "./../out",
                "a\\..\\..\\out", "C:/out", "C:out", "a\u0007b", "a\nb", "d/".repeat(17) + "out", "x".repeat(1_100),
                "...//../../out", "a/./../../out")) {
            all.add(Arguments.of(
                    "named " + name.substring(0, Math.min(20, name.length())).replaceAll("\\p{Cntrl}", "?"),
                    (Content) tar -> put(tar, name, new byte[]{1})));
        }
        for (byte kind : new byte[]{TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR,
                TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
            all.add(Arguments.of("of kind " + (char) kind, (Content) tar -> link(tar, "entry", "../out", kind)));
        }
        all.add(Arguments.of("a file through a symbolic link", (Content) tar -> {
            link(tar, "door", "..", TarConstants.LF_SYMLINK);
            put(tar, "door/out", new byte[]{1});
        }));
        all.add(Arguments.of("an absolute link", (Content) tar -> link(tar, "door", "/", TarConstants.LF_SYMLINK)));
        all.add(Arguments.of("twice the same file", (Content) tar -> {
            put(tar, "twice", new byte[]{1});
            put(tar, "twice", new byte[]{2});
        }));
        all.add(Arguments.of("a file where a folder is", (Content) tar -> {
            put(tar, "a/b", new byte[]{1});
            put(tar, "a", new byte[]{2});
        }));
        all.add(Arguments.of("too many files", (Content) tar -> {
            for (int i = 0; i <= MOST_FILES; i++) {
                put(tar, "file" + i, new byte[0]);
            }
        }));
        all.add(Arguments.of("too many folders", (Content) tar -> {
            for (int i = 0; i <= MOST_FILES; i++) {
                put(tar, "folder" + i + "/", new byte[0]);
            }
        }));
        all.add(Arguments.of("zeros that inflate", (Content) tar -> put(tar, "zeros", new byte[(int) MOST_BYTES + 1])));
        all.add(Arguments.of("many files that inflate together", (Content) tar -> {
            for (int i = 0; i < 20; i++) {
                put(tar, "zeros" + i, new byte[60_000]);
            }
        }));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void unpack_hostileArchives_areRefused(String what, Content content) throws IOException {
        Path file = archive(content);

        assertThatThrownBy(() -> Archive.unpack(file, target(), MOST_FILES, MOST_BYTES)).as(what)
                .isInstanceOf(IOException.class);

        assertThat(bytesBelow(target())).isLessThanOrEqualTo(MOST_BYTES);
        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactlyInAnyOrder(file, target());
        }
        try (var all = Files.walk(target())) {
            assertThat(all).noneMatch(Files::isSymbolicLink).hasSizeLessThanOrEqualTo(MOST_FILES + 1);
        }
    }

    @Test
    void hostile_archives_areThirty() {
        assertThat(hostile()).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void unpack_aCutArchive_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(archive(tar -> put(tar, "a.jpg", new byte[5_000])));
        for (int length = 0; length < whole.length - 8; length += 7) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            Path to = Files.createDirectories(folder.resolve("cut-" + length));
            assertThatThrownBy(() -> Archive.unpack(cut, to, MOST_FILES, MOST_BYTES)).as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    private Path target() throws IOException {
        return Files.createDirectories(folder.resolve("target"));
    }

    private Path archive(Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes); var tar = new TarArchiveOutputStream(zipped)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.write(tar);
        }
        return Files.write(folder.resolve("archive.tar.gz"), bytes.toByteArray());
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String to, byte kind) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(to);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static long bytesBelow(Path top) throws IOException {
        long bytes = 0;
        try (var files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
