package dev.lookalike.app.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where each setting's value comes from: defaults < file < environment < flags.
///
/// The file is `lookalike/config.properties` in the user's configuration folder, or what `LOOKALIKE_CONFIG` names.
final class Configuration implements IDefaultValueProvider {
    private static final String DEFAULT = "default";

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private final Path file;

    /// A setting's value and where it was found.
    record Value(String value, String origin) {
        /// Whether nobody set it.
        boolean isDefault() {
            return origin.equals(DEFAULT);
        }
    }

    private Configuration(Path file) {
        this.file = file;
    }

    /// Reads the file and the environment.
    ///
    /// @throws ProblemException if the file holds a setting that does not exist
    static Configuration of(Map<String, String> environment) {
        Configuration configuration = new Configuration(fileOf(environment));
        Properties written = configuration.read();
        for (Setting setting : Setting.values()) {
            String variable = environment.get(setting.variable());
            String line = written.getProperty(setting.key());
            configuration.values.put(setting, valueOf(setting, configuration.file, line, variable));
        }
        return configuration;
    }

    private static Value valueOf(Setting setting, Path file, @Nullable String line, @Nullable String variable) {
        if (variable != null) {
            return new Value(variable, "environment " + setting.variable());
        }
        return line != null ? new Value(line.strip(), file.toString()) : new Value(setting.standard(), DEFAULT);
    }

    /// The value of `setting` unless a flag says otherwise.
    Value value(Setting setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting + " was not read");
        }
        return value;
    }

    /// Where the file is looked for.
    Path file() {
        return file;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return Setting.named(option.longestName().substring(2))
                .filter(setting -> setting.belongsTo(option.command().name())).map(this::value)
                .filter(value -> !value.isDefault())
                .map(Value::value).orElse(null);
    }

    private static Path fileOf(Map<String, String> environment) {
        String named = environment.get("LOOKALIKE_CONFIG");
        if (named != null) {
            return Path.of(named);
        }
        String folder = environment.get("XDG_CONFIG_HOME");
        Path base = folder != null && !folder.isEmpty()
                ? Path.of(folder)
                : Path.of(System.getProperty("user.home"), ".config");
        return base.resolve("lookalike").resolve("config.properties");
    }

    private Properties read() {
        Properties written = new Properties();
        if (!Files.exists(file)) {
            return written;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            written.load(reader);
        } catch (IOException | IllegalArgumentException broken) {
            throw Failures.usage("cannot read the settings in %s: %s".formatted(file, broken.getMessage()));
        }
        for (String key : written.stringPropertyNames()) {
            if (Setting.named(key).isEmpty()) {
                throw Failures.usage("%s sets `%s`, which does not exist; there are %s".formatted(file, key,
                        String.join(", ", Setting.keys())));
            }
        }
        return written;
    }
}
