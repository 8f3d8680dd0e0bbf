package dev.lookalike.vision.decode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;
import dev.lookalike.vision.VisionException.Unreadable;
import org.jspecify.annotations.Nullable;

/// Turns HEIC and AVIF into JPEG with libheif's own command, where the system has it.
///
/// A process of its own: the codecs behind these formats are patented, large and written in C, and whatever goes wrong
/// in them stays there.
final class HeifConverter {
    private static final String[] COMMANDS = {"heif-dec", "heif-convert", "heif-dec.exe", "heif-convert.exe"};
    private static final int SECONDS = 60;

    private final @Nullable Path command;

    /// @param command
    ///            where the command is, or null where there is none
    HeifConverter(@Nullable Path command) {
        this.command = command;
    }

    static HeifConverter ofSystem() {
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            for (String name : COMMANDS) {
                Path file = Path.of(folder).resolve(name);
                if (file.isAbsolute() && Files.isExecutable(file)) {
                    return new HeifConverter(file);
                }
            }
        }
        return new HeifConverter(null);
    }

    /// Refuses a format that needs the command where there is none.
    void requireFor(Format format) {
        if (command == null && (format == Format.HEIC || format == Format.AVIF)) {
            throw new Refused(Reason.NOT_SUPPORTED,
                    """
                    %s needs libheif's command heif-convert: install libheif-examples (Debian, Ubuntu), libheif-tools \
                    (Fedora) or libheif (macOS with Homebrew), then add the picture again""".formatted(format));
        }
    }

    /// The picture as an upright JPEG.
    byte[] toJpeg(byte[] content, Format format) {
        requireFor(format);
        try {
            Path folder = Files.createTempDirectory("lookalike-heif");
            try {
                return toJpeg(content, format, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new Unreadable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private byte[] toJpeg(byte[] content, Format format, Path folder) throws IOException {
        Path input = Files.write(folder.resolve("picture." + format.name().toLowerCase(Locale.ROOT)), content);
        Path output = folder.resolve("picture.jpg");
        convert(input, output);
        if (!Files.exists(output)) {
            throw Header.damaged("libheif cannot decode the %s".formatted(format));
        }
        return Files.readAllBytes(output);
    }

    private void convert(Path input, Path output) throws IOException {
        var process = new ProcessBuilder(String.valueOf(command), "-q", "95", input.toString(), output.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw Header.damaged("libheif did not decode the picture in %d seconds".formatted(SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while libheif was decoding", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
