package dev.lookalike.app.cli;

import java.util.Map;

import dev.lookalike.app.problem.ProblemException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/// The command line: which verbs there are, and how their failures become exit codes.
@Command(name = "lookalike", synopsisSubcommandLabel = "VERB", description = "Which pictures are like this one? Give it a folder: lookalike serve PHOTOS", subcommands = {
        AddCommand.class, RemoveCommand.class, DescribeCommand.class, ListCommand.class, SimilarCommand.class,
        RulesCommand.class,
        ServeCommand.class, DemoCommand.class, SyncCommand.class, WatchCommand.class, StatusCommand.class,
        VerifyCommand.class, RepairCommand.class, IndexCommand.class, EnginesCommand.class, EvaluateCommand.class,
        InspectCommand.class, TrainCommand.class, FinetuneCommand.class, MapCommand.class, ClustersCommand.class,
        SwitchCommand.class, RateCommand.class, EventsCommand.class, UsersCommand.class, UserCommand.class,
        TasteCommand.class, OutfitsCommand.class,
        CompareCommand.class,
        DatasetCommand.class, ModelsCommand.class,
        ExportCommand.class,
        ImportCommand.class, MoveCommand.class, SnapshotCommand.class, RestoreCommand.class, VersionCommand.class,
        HelpCommand.class})
public final class Lookalike {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "shows this")
    boolean help;

    private Lookalike() {}

    /// Does what `arguments` say.
    ///
    /// @return the exit code: 0 ok, 1 some inputs rejected, 2 usage, 3 data corrupt or incompatible, 4 unavailable, 70 bug
    public static int run(String[] arguments, Map<String, String> environment) {
        Failures failures = new Failures(System.err);
        CommandLine line;
        try {
            line = commandLine(Configuration.of(environment));
        } catch (ProblemException unusable) {
            return failures.print(unusable);
        }
        line.setExecutionExceptionHandler((failure, command, parsed) -> failures.print(failure));
        try {
            return line.execute(arguments);
        } catch (Error broken) {
            return failures.print(broken);
        }
    }

    private static CommandLine commandLine(Configuration configuration) {
        CommandLine line = new CommandLine(new Lookalike());
        line.addSubcommand(new ConfigCommand(configuration));
        line.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        line.setDefaultValueProvider(configuration);
        line.setAbbreviatedSubcommandsAllowed(false);
        line.setUsageHelpAutoWidth(true);
        return line;
    }
}
