package dev.lookalike.gallery;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.gallery.situation.Place;
import dev.lookalike.gallery.situation.Suitability;
import dev.lookalike.gallery.situation.Vocabulary;
import dev.lookalike.gallery.sources.Answered;
import org.jspecify.annotations.Nullable;

/// How a gallery understands contexts: by which rules, and what it asks for what is not told.
///
/// Immutable but for what sources answered, which is remembered for some minutes. All methods may be called from any thread.
public final class Situating {
    private final Supplier<Rules> rules;
    private final List<Answered> sources;
    private final Clock clock;
    /// Made when the first context is asked for: most galleries are never asked for one.
    private @Nullable Known known;

    private record Known(Rules rules, Vocabulary vocabulary) {}

    private Situating(Supplier<Rules> rules, List<ContextSource> sources, Clock clock) {
        this.rules = rules;
        this.sources = sources.stream().map(source -> new Answered(source, clock)).toList();
        this.clock = clock;
    }

    /// By the [rules that come with the program][Rules#standard()].
    ///
    /// @param sources
    ///            the first that tells something is believed
    public static Situating by(List<ContextSource> sources) {
        return new Situating(Rules::standard, sources, Clock.system(ZoneId.systemDefault()));
    }

    /// By a shop's own rules.
    public static Situating by(Rules rules, List<ContextSource> sources) {
        return by(rules, sources, Clock.system(ZoneId.systemDefault()));
    }

    static Situating by(Rules rules, List<ContextSource> sources, Clock clock) {
        return new Situating(() -> rules, sources, clock);
    }

    Rules rules() {
        return known().rules;
    }

    private synchronized Known known() {
        if (known == null) {
            Rules read = rules.get();
            known = new Known(read, Vocabulary.of(read));
        }
        return known;
    }

    /// What a ranking answers to a query in its situation.
    Answer answer(Ranking ranking, Query query, int count) {
        Suitability suitability = suitability(query);
        Answer answer = ranking.search(query, suitability, count);
        return suitability == null ? answer : answer.in(suitability.situation());
    }

    /// What suits a query's situation; null where it has none.
    ///
    /// @throws IllegalArgumentException
    ///             if the rules know no such occasion
    private @Nullable Suitability suitability(Query query) {
        Context told = query.context();
        if (told == null) {
            return null;
        }
        Rules.Occasion asked = told.occasion().isEmpty() ? null : occasion(told.occasion());
        Query.Person person = query.person();
        var unknown = new ArrayList<String>();
        Context context = sources.isEmpty() ? told : asked(told, person == null ? null : person.user(), unknown);
        if (context.season() == null && (context.date() != null || !context.place().isEmpty())) {
            context = context.season(Place.of(context.place()).season(date(context)));
            if (!context.place().isEmpty() && !Place.isKnown(context.place())) {
                unknown.add(
                        "where %s lies, so the season is the north's; give a city that has a time zone, or coordinates such as -33.9,151.2"
                                .formatted(context.place()));
            }
        }
        Situation situation = new Situation(context, occasions(context, asked, unknown), unknown);
        return new Suitability(known().rules, known().vocabulary, situation);
    }

    private Context asked(Context told, @Nullable String user, List<String> unknown) {
        var moment = new ContextSource.Moment(told.place(), date(told), user);
        Context context = told;
        for (Answered source : sources) {
            Answered.Reply reply = source.ask(moment);
            if (reply.failure() != null) {
                unknown.add(reply.failure());
            }
            context = context.or(Objects.requireNonNullElse(reply.context(), Context.NOW));
        }
        // What sources know, they know of this day.
        return sources.isEmpty() ? context : context.on(moment.date());
    }

    private LocalDate date(Context context) {
        LocalDate told = context.date();
        return told != null
                ? told
                : LocalDate.ofInstant(clock.instant(), Place.of(context.place()).zone(clock.getZone()));
    }

    private Rules.Occasion occasion(String name) {
        return known().rules.occasions().stream().filter(each -> Suitability.isCalled(each, name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "occasion is `%s`, of which the rules know nothing; give one of %s"
                                .formatted(name, known().rules.occasions().stream().map(Rules.Occasion::name)
                                        .collect(Collectors.joining(", ")))));
    }

    private List<String> occasions(Context context, Rules.@Nullable Occasion asked, List<String> unknown) {
        var names = new LinkedHashSet<String>();
        if (asked != null) {
            names.add(asked.name());
        } else if (!context.occasion().isEmpty()) {
            known().rules.occasions().stream().filter(each -> Suitability.isCalled(each, context.occasion()))
                    .findFirst()
                    .ifPresentOrElse(each -> names.add(each.name()),
                            () -> unknown.add("a source tells of the occasion `%s`, of which the rules know nothing"
                                    .formatted(context.occasion())));
        }
        for (Context.Plan plan : context.plans()) {
            long ahead = plan.date().toEpochDay() - date(context).toEpochDay();
            for (Rules.Occasion each : known().rules.occasions()) {
                if (ahead >= 0 && ahead <= each.days() && Suitability.isMeant(each, plan.title())) {
                    names.add(each.name());
                }
            }
        }
        return List.copyOf(names);
    }
}
