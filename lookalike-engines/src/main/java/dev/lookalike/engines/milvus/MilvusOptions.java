package dev.lookalike.engines.milvus;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lookalike.index.Metric;
import io.milvus.v2.common.ConsistencyLevel;
import org.jspecify.annotations.Nullable;

/// Which server, which collection, and how: `HOST:PORT[/COLLECTION][,index=TYPE][,consistency=LEVEL][,metrics=A+B][,patience=SECONDS]`.
///
/// @param host
///            name or address of the server
/// @param port
///            on which it answers
/// @param collection
///            the gallery's; those of its indexes begin with it and [#BETWEEN]
/// @param index
///            how vectors are indexed, or null for what is there ([MilvusIndexType#HNSW] where nothing is)
/// @param consistency
///            what a search sees: `session` whatever this process wrote, `strong` whatever anybody wrote
/// @param metrics
///            by which vectors can be compared, the cosine always among them; each takes a collection of its own
/// @param patience
///            how long a request is tried again while the server is away or refuses more
record MilvusOptions(String host, int port, String collection, @Nullable MilvusIndexType index,
        ConsistencyLevel consistency, Set<Metric> metrics, Duration patience) {
    static final String FORM = "HOST:PORT[/COLLECTION][,index=HNSW][,consistency=session][,metrics=cosine+euclidean][,patience=60]";

    private static final Pattern ADDRESS = Pattern.compile("([^:/,\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})(?:/([^/]*))?");
    /// The collection where none is named.
    static final String UNNAMED = "lookalike";
    /// What stands between the name of a gallery and that of one of its indexes, and so in no gallery's name.
    static final String BETWEEN = "__";

    private static final Pattern NAME = Pattern.compile("(?!.*(__|_$))[A-Za-z_][A-Za-z0-9_]{0,149}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PATIENCE = 3_600;

    /// Reads the options of an engine.
    ///
    /// @throws IllegalArgumentException
    ///             if they are not of this form
    static MilvusOptions parse(String text) {
        String[] parts = text.split(",", -1);
        var address = ADDRESS.matcher(parts[0]);
        if (!address.matches() || Integer.parseInt(address.group(2)) > MAX_PORT) {
            throw wrong("\"%s\" names no server".formatted(parts[0]));
        }
        String collection = address.group(3) == null ? UNNAMED : address.group(3);
        if (!NAME.matcher(collection).matches()) {
            throw wrong("\"%s\" is no name for a collection: letters, digits and single _ between them make one"
                    .formatted(collection));
        }
        var told = new LinkedHashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            int sign = parts[i].indexOf('=');
            if (sign < 0 || told.put(parts[i].substring(0, sign), parts[i].substring(sign + 1)) != null) {
                throw wrong("\"%s\" is no option, or is given twice".formatted(parts[i]));
            }
        }
        var options = new MilvusOptions(address.group(1), Integer.parseInt(address.group(2)), collection,
                told.containsKey("index") ? named(told, "index", MilvusIndexType.HNSW) : null,
                named(told, "consistency", ConsistencyLevel.SESSION), metrics(told),
                patience(told));
        if (!told.isEmpty()) {
            throw wrong("there is no option \"%s\"".formatted(told.keySet().iterator().next()));
        }
        return options;
    }

    private static Set<Metric> metrics(Map<String, String> told) {
        String names = told.remove("metrics");
        var metrics = EnumSet.of(Metric.COSINE);
        for (String name : (names == null ? "euclidean" : names).split("\\+", -1)) {
            metrics.add(named("metrics", name, Metric.class));
        }
        return metrics;
    }

    private static Duration patience(Map<String, String> told) {
        String seconds = told.remove("patience");
        if (seconds == null) {
            return Duration.ofSeconds(60);
        }
        if (!seconds.matches("[0-9]{1,4}") || Integer.parseInt(seconds) > MAX_PATIENCE) {
            throw wrong("patience is \"%s\"; give 0 to %d seconds".formatted(seconds, MAX_PATIENCE));
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private static <E extends Enum<E>> E named(Map<String, String> told, String option, E standard) {
        String name = told.remove(option);
        return name == null ? standard : named(option, name, standard.getDeclaringClass());
    }

    private static <E extends Enum<E>> E named(String option, String name, Class<E> kind) {
        var known = EnumSet.allOf(kind);
        return known.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> wrong("%s is \"%s\"; there is %s".formatted(option, name,
                        known.toString().toLowerCase(Locale.ROOT))));
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("%s; give the engine milvus %s".formatted(what, FORM));
    }
}
