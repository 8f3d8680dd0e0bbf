package dev.lookalike.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `lookalike config`: each setting's value and where it comes from.
@Command(name = "config", description = "Shows each setting, its value and where that comes from.")
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    Output output = new Output();

    private final Configuration configuration;

    ConfigCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    /// A line of the answer.
    record Line(String setting, String value, String origin, String meaning) {}

    /// The answer.
    record Shown(String file, List<Line> settings) {}

    @Override
    public Integer call() {
        List<Line> lines = Arrays.stream(Setting.values()).map(this::line).toList();
        output.print(new Shown(configuration.file().toString(), lines), () -> {
            lines.forEach(
                    line -> output.line("%-8s = %-26s %-30s %s", line.setting, line.value, line.origin, line.meaning));
            output.line("defaults < %s < environment < flags", configuration.file());
        });
        return Exit.OK;
    }

    private Line line(Setting setting) {
        Configuration.Value value = configuration.value(setting);
        return new Line(setting.key(), value.value(), value.origin(), setting.meaning());
    }
}
