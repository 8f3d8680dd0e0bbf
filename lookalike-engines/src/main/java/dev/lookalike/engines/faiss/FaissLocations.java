package dev.lookalike.engines.faiss;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// Where FAISS may be: where `LOOKALIKE_FAISS` says and nowhere else, or where `tools/faiss` puts it and the system keeps its
/// libraries. The first that can be loaded and has a C interface is taken, once.
final class FaissLocations {
    /// FAISS's own names, fastest first.
    private static final List<String> NAMES = List.of("faiss_c_avx512", "faiss_c_avx2", "faiss_c", "faiss");
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/local/lib", "/usr/lib", "/usr/lib64",
            "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/opt/homebrew/lib");

    private final @Nullable FaissLibrary library;
    private final String obstacle;

    private static final class Here {
        static final FaissLocations FOUND = new FaissLocations(System.getenv("LOOKALIKE_FAISS"));
    }

    /// @param wanted
    ///            a library or a folder, or nothing to look in the usual places
    FaissLocations(@Nullable String wanted) {
        FaissLibrary loaded = null;
        var refusals = new ArrayList<String>();
        for (var file : wanted == null ? usual() : in(Path.of(wanted))) {
            try {
                loaded = FaissLibrary.load(file);
                break;
            } catch (IllegalArgumentException e) {
                refusals.add("%s: %s".formatted(file, e.getMessage()));
            }
        }
        library = loaded;
        obstacle = "no FAISS library was found%s%s; run tools/faiss to build one (five minutes), or set LOOKALIKE_FAISS to one"
                .formatted(wanted == null ? "" : " at " + wanted + ", where LOOKALIKE_FAISS points",
                        refusals.isEmpty() ? "" : " that can be used (" + String.join("; ", refusals) + ")");
    }

    /// What was found on this machine.
    static FaissLocations here() {
        return Here.FOUND;
    }

    @Nullable
    FaissLibrary library() {
        return library;
    }

    /// Why there is no library and what to do about it.
    String obstacle() {
        return obstacle;
    }

    private static Set<Path> usual() {
        var files = new LinkedHashSet<Path>();
        String cache = System.getenv("XDG_CACHE_HOME");
        var caches = cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        files.addAll(in(caches.resolve("lookalike").resolve("faiss")));
        Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator)).filter(each -> !each.isEmpty())
                .forEach(each -> files.addAll(in(Path.of(each))));
        SYSTEM_FOLDERS.forEach(each -> files.addAll(in(Path.of(each))));
        return files;
    }

    /// The libraries in a folder, or the one that it is.
    private static Set<Path> in(Path place) {
        var files = new LinkedHashSet<Path>();
        if (Files.isRegularFile(place)) {
            files.add(place.toAbsolutePath());
        }
        NAMES.stream().map(name -> place.resolve(System.mapLibraryName(name)).toAbsolutePath())
                .filter(Files::isRegularFile)
                .forEach(files::add);
        return files;
    }
}
