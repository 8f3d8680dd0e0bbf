package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.onnxruntime.OrtEnvironment;

/// ONNX Runtime's native libraries, unpacked once for each user and checked at each start against the hashes known here.
///
/// The runtime would unpack them itself, 24 MB at each start, unchecked, and leave them in the folder for temporary files
/// when the process is killed.
final class RuntimeLibraries {
    private static final System.Logger LOG = System.getLogger(RuntimeLibraries.class.getName());
    /// Where the runtime looks first; who sets it takes the responsibility.
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    /// A library inside the runtime's jar.
    record Library(String file, String sha256) {}

    /// Those of version 1.28.0, by platform.
    static final Map<String, List<Library>> KNOWN = Map.of("linux-x64",
            List.of(new Library("libonnxruntime.so",
                    "1461ef7cc3d9e49982591721683cc3e3a55580aeca9a5254e7aac47b75ee4bab"),
                    new Library("libonnxruntime4j_jni.so",
                            "ea5e379b2de94c4d909f9ccdf7bafd19eabfee5cd075377e139fe2795ade854c")),
            "linux-aarch64",
            List.of(new Library("libonnxruntime.so",
                    "f1ec1a08eb99bd6e5401340f0a2b101381bf4694415480291dc13bcaa30f9ec7"),
                    new Library("libonnxruntime4j_jni.so",
                            "3a245e5e8170b4e96d0e3f3707c489b3aa02b426faa7f09c6ad8b0a689134994")),
            "osx-aarch64",
            List.of(new Library("libonnxruntime.dylib",
                    "22ca56ee53278fd8ee690e006e0259f9b152c0fc86f49e720fb938a846f75575"),
                    new Library("libonnxruntime4j_jni.dylib",
                            "298c1b52cd2dfda74481f17be25c07a54bf51bdd2faf4cccde599bc4bcc9c667")),
            "win-x64",
            List.of(new Library("onnxruntime.dll", "8a1e380424243aad62d40c12154d60593fd1c93452849ba0c590a7a2b0a16b54"),
                    new Library("onnxruntime4j_jni.dll",
                            "ae04d3135e65ce4dc97b6950470e370a26d2796fd0966ff5b90e8fe386156878")));

    private RuntimeLibraries() {}

    /// Tells the runtime where its libraries lie, unless someone else has.
    ///
    /// @throws IllegalStateException
    ///             if a library in the runtime's jar is not the known one
    static void prepare() {
        if (System.getProperty(NATIVE_PATH) != null) {
            return;
        }
        String platform = platform();
        var libraries = KNOWN.get(platform);
        if (libraries == null) {
            LOG.log(Level.INFO, "no hashes are known for ONNX Runtime''s libraries on {0}", platform);
            return;
        }
        System.setProperty(NATIVE_PATH, unpacked(platform, libraries).toString());
    }

    private static Path unpacked(String platform, List<Library> libraries) {
        try {
            return unpack(cache().resolve("onnxruntime-" + libraries.getFirst().sha256.substring(0, 16)), platform,
                    libraries);
        } catch (IOException e) {
            LOG.log(Level.INFO, "ONNX Runtime''s libraries are unpacked at each start: {0}", e.toString());
        }
        try {
            var folder = unpack(Files.createTempDirectory("lookalike-onnxruntime"), platform, libraries);
            libraries.forEach(library -> folder.resolve(library.file).toFile().deleteOnExit());
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "ONNX Runtime's libraries cannot be unpacked; make a folder for temporary files that can be written",
                    e);
        }
    }

    /// A folder that holds the libraries, unpacking those that it lacks.
    static Path unpack(Path folder, String platform, List<Library> libraries) throws IOException {
        Files.createDirectories(folder);
        for (var library : libraries) {
            Path file = folder.resolve(library.file);
            if (!isWhole(file, library)) {
                Path part = Files.createTempFile(folder, library.file, ".part");
                copyFromJar(platform, library, part);
                if (!isWhole(part, library)) {
                    Files.delete(part);
                    throw new IllegalStateException(
                            "%s in ONNX Runtime's jar is not the known one; use the version that Lookalike was built with, or name a folder you trust with -D%s"
                                    .formatted(library.file, NATIVE_PATH));
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return folder;
    }

    private static boolean isWhole(Path file, Library library) throws IOException {
        try (var content = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.map(FileChannel.MapMode.READ_ONLY, 0, content.size()));
            return HexFormat.of().formatHex(digest.digest()).equals(library.sha256);
        } catch (NoSuchFileException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static void copyFromJar(String platform, Library library, Path file) throws IOException {
        String resource = "/ai/onnxruntime/native/%s/%s".formatted(platform, library.file);
        try (var in = OrtEnvironment.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("ONNX Runtime's jar has no " + resource);
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path cache() {
        var named = System.getenv("XDG_CACHE_HOME");
        var base = named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(named);
        return base.resolve("lookalike");
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux";
        String processor = System.getProperty("os.arch");
        return name + "-" + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
    }
}
