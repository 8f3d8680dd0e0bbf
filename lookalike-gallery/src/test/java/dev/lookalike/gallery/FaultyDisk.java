package dev.lookalike.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A library that is loaded before the C library and makes the n-th write, sync or truncate of some files fail.
public final class FaultyDisk {
    private final Path library;
    private final Path faults;
    private final String files;

    private FaultyDisk(Path folder, String files) {
        library = folder.resolve("faulty.so");
        faults = folder.resolve("faults");
        this.files = files;
    }

    /// Builds it in `folder`; where there is no C compiler, the test is skipped and says so.
    ///
    /// @param files
    ///            what the path of a file has in it that is hit
    public static FaultyDisk in(Path folder, String files) throws IOException, InterruptedException {
        var disk = new FaultyDisk(folder, files);
        Path source = folder.resolve("faulty.c");
        try (InputStream in = FaultyDisk.class.getResourceAsStream("faulty.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        assumeTrue(disk.compiles(source), "no C compiler: failing writes and syncs are not tried");
        return disk;
    }

    private boolean compiles(Path source) throws IOException, InterruptedException {
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(),
                    source.toString(), "-ldl").inheritIO().start();
            return compiler.waitFor(60, TimeUnit.SECONDS) && compiler.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /// Has a process write to this disk.
    public ProcessBuilder under(ProcessBuilder builder) {
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("FAULTS", faults.toString());
        builder.environment().put("FAULTS_ON", files);
        return builder;
    }

    /// What fails from now on, such as `sync 3 1`: the third sync, once; an empty text for nothing.
    public void fail(String what) throws IOException {
        Files.writeString(faults, what);
    }
}
