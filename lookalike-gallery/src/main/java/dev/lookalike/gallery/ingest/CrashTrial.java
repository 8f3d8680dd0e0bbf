package dev.lookalike.gallery.ingest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// Whether decoding a file brings a process down.
interface CrashTrial {
    /// How long a decoder may take.
    int PATIENCE_SECONDS = 60;

    /*
     * What the system reports for a process that died of SIGILL, SIGABRT, SIGBUS, SIGFPE or SIGSEGV. Any other end says
     * nothing about the file: it may have been a Ctrl-C, a lack of memory, a Java that does not start.
     */
    Set<Integer> NATIVE_DEATHS = Set.of(128 + 4, 128 + 6, 128 + 7, 128 + 8, 128 + 11);

    /// What a trial found.
    enum Verdict {
        /// The process lived.
        INNOCENT,
        /// The process was brought down, or did not come back.
        GUILTY,
        /// The trial did not come to an end.
        UNKNOWN
    }

    Verdict of(Path file, int sideNeeded);

    /// Tries it in a Java process of its own.
    static CrashTrial inAnotherProcess() {
        return (file, sideNeeded) -> in(Decoder.class, file, sideNeeded);
    }

    /// Tries it in a Java process that runs `program` with the file and the side as arguments.
    static Verdict in(Class<?> program, Path file, int sideNeeded) {
        Process process;
        try {
            process = new ProcessBuilder(command(program, file, sideNeeded))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException cannotTry) {
            return Verdict.UNKNOWN;
        }
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? ofExit(process.exitValue()) : Verdict.GUILTY;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Verdict.UNKNOWN;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Verdict ofExit(int exit) {
        if (exit == 0) {
            return Verdict.INNOCENT;
        }
        return NATIVE_DEATHS.contains(exit) ? Verdict.GUILTY : Verdict.UNKNOWN;
    }

    private static List<String> command(Class<?> program, Path file, int sideNeeded) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"), "-Djava.awt.headless=true"));
        String modules = System.getProperty("jdk.module.path");
        if (program.getModule().isNamed() && modules != null) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-p", modules, "-m",
                    program.getModule().getName() + "/" + program.getName()));
        } else {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp",
                    System.getProperty("java.class.path"), program.getName()));
        }
        command.addAll(List.of(file.toString(), String.valueOf(sideNeeded)));
        return command;
    }

    /// The program that tries it.
    final class Decoder {
        private Decoder() {}

        /// Decodes the file that the first argument names, for the side that the second names.
        public static void main(String[] arguments) {
            try {
                Picture.read(Path.of(arguments[0]), Limits.FOLDER, Integer.parseInt(arguments[1]));
            } catch (RuntimeException | Error alive) {
                // Whatever Java can catch is no crash: the run meets it again and says what it is.
                System.err.println(alive);
            }
        }
    }
}
