package dev.lookalike.app.cli;

import java.util.concurrent.Callable;

import dev.lookalike.app.api.Version;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `lookalike version`: which version this is, and what it runs on.
@Command(name = "version", description = "Shows which version this is, and what it runs on.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    Output output = new Output();

    /// What is shown.
    record Shown(String version, String java, String system) {}

    @Override
    public Integer call() {
        Shown shown = new Shown(Version.current(), Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        output.print(shown, () -> output.line("lookalike %s, Java %s, %s", shown.version, shown.java, shown.system));
        return Exit.OK;
    }
}
