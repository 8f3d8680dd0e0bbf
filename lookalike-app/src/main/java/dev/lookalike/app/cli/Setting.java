package dev.lookalike.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What can be configured, in the file, in the environment and by flags.
enum Setting {
    GALLERY("gallery", "gallery", "the folder that keeps what is known of the pictures"), MODEL("model",
            "efficientnet-lite2-int8", "the network, or several joined: a+b, a:0.7+b:0.3"), MODELS("models", "",
                    "the folder of added networks (default: lookalike/models in the user's data folder)"), ENGINE(
                            "engine", "lookalike",
                            "what the index is made by: NAME or NAME:OPTIONS; `lookalike engines` lists them"), HOST(
                                    "host",
                                    "127.0.0.1",
                                    "the address to serve on; any but loopback needs a key"), PORT("port", "8080",
                                            "the port to serve on; 0 takes a free one"), COUNT("count", "10",
                                                    "how many answers");

    private final String key;
    private final String standard;
    private final String meaning;

    Setting(String key, String standard, String meaning) {
        this.key = key;
        this.standard = standard;
        this.meaning = meaning;
    }

    /// Its name in the file, and as a flag behind `--`.
    String key() {
        return key;
    }

    /// Its value where nobody says otherwise.
    String standard() {
        return standard;
    }

    /// What it decides.
    String meaning() {
        return meaning;
    }

    /// Its name in the environment.
    String variable() {
        return "LOOKALIKE_" + key.toUpperCase(Locale.ROOT);
    }

    /// Whether an option of a verb is this setting: others may be called the same.
    boolean belongsTo(String verb) {
        return switch (this) {
            case COUNT -> verb.equals("similar");
            case ENGINE -> !verb.equals("compare");
            default -> true;
        };
    }

    static Optional<Setting> named(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }
}
