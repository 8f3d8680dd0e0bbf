package dev.lookalike.app.cli;

import java.util.concurrent.Callable;

import dev.lookalike.app.api.Engines;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `lookalike engines`: what an index can be made by.
@Command(name = "engines", description = "Lists the engines that an index can be of, with what each can do, and why one cannot be used here.")
final class EnginesCommand implements Callable<Integer> {
    @Mixin
    Output output = new Output();

    @Override
    public Integer call() {
        Engines engines = Engines.here();
        output.print(engines, () -> engines.engines().forEach(this::show));
        return Exit.OK;
    }

    private void show(Engines.Engine engine) {
        output.line("%-10s %-9s %s", engine.name(), engine.ready() ? "ready" : "not ready", engine.description());
        output.line("%-10s %-9s %s", "", "", String.join(", ", engine.capabilities()));
        if (engine.obstacle() != null) {
            output.line("%-10s %-9s %s", "", "", engine.obstacle());
        }
    }
}
