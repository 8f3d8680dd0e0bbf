package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import dev.lookalike.gallery.sources.FileSource;
import dev.lookalike.gallery.sources.HttpSource;
import org.jspecify.annotations.Nullable;

/// What is the situation at a place, on a day, for a person? A shop's weather and calendars come in through this door.
///
/// A source is asked from several threads. What it answers is remembered for some minutes. One that fails, or takes longer
/// than [#PATIENCE_SECONDS], fails no query: the answer [says][Situation#unknown()] that it is not known, and why.
public interface ContextSource {
    /// How long a source is waited for.
    int PATIENCE_SECONDS = 5;

    /// What is asked for.
    ///
    /// @param place
    ///            as in [Context#place()], empty where it is not known
    /// @param date
    ///            the day, at the place
    /// @param user
    ///            for whom, or null
    record Moment(String place, LocalDate date, @Nullable String user) {}

    /// What is known of it; [Context#NOW] where nothing is. Only what the query does not tell is taken, and all plans.
    ///
    /// @throws Exception
    ///             where it cannot be said; the message is shown to people
    Context at(Moment moment) throws Exception;

    /// What the source is called where it fails.
    default String name() {
        return getClass().getSimpleName();
    }

    /// What a file says: rows of `.csv`, `.json` or `.ndjson` with the columns (all but one optional) `place`, `date`, `user`,
    /// `weather`, `temperature`, `season`, `occasion`, and `plan` (a title on that `date`), of which those are meant whose
    /// place and user are empty or asked for, on that date or without one; or the events of an `.ics` calendar as plans. Read
    /// again when it has changed.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, or it cannot be read; with its line
    static ContextSource file(Path file) {
        return FileSource.open(file.toAbsolutePath().normalize(), null);
    }

    /// The same, of one person alone.
    static ContextSource file(Path file, String user) {
        Event.checkUser(user);
        return FileSource.open(file.toAbsolutePath().normalize(), user);
    }

    /// What a server of the shop's choice says: of a [spec][Remote] that it configures.
    static ContextSource http(Remote spec) {
        return new HttpSource(spec);
    }

    /// Where a server is asked, and where in its JSON answers the values lie.
    ///
    /// @param url
    ///            http or https, with `{place}`, `{date}` and `{user}` behind the host, such as
    ///            `https://weather.example/v1?q={place}&on={date}`; no redirect is followed
    /// @param weather
    ///            a JSON pointer, such as `/current/0/sky`; empty where the answers have none. So for the next
    /// @param temperature
    ///            degrees Celsius
    /// @param words
    ///            what the server calls a weather or an occasion, and what it is called here: `Regen` and `rain`
    record Remote(String url, String weather, String temperature, String season, String occasion,
            Map<String, String> words) {
        public Remote {
            words = Map.copyOf(words);
            HttpSource.check(url, List.of(weather, temperature, season, occasion));
        }
    }

    /// Those that classes on the class path or module path provide, found by [ServiceLoader].
    static List<ContextSource> installed() {
        return ServiceLoader.load(ContextSource.class).stream().map(ServiceLoader.Provider::get).toList();
    }
}
