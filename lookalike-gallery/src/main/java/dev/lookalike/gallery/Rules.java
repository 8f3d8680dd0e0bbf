package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lookalike.gallery.situation.RulesFile;
import org.jspecify.annotations.Nullable;

/// Which pictures suit which situation: data that a shop writes, in JSON.
///
/// @param occasions
///            what may be asked for, and the words of plans that mean it
/// @param others
///            things that are none of the rules', so that a picture of one is not taken for one of theirs: `chair`
public record Rules(List<Rule> rules, List<Occasion> occasions, List<String> others) {
    /// The most rules, the most occasions, the most words of all of them, and the most characters of a word.
    public static final int MAX_RULES = 500;
    public static final int MAX_WORDS = 2_000;
    public static final int MAX_TEXT = 100;

    public Rules {
        rules = List.copyOf(rules);
        occasions = List.copyOf(occasions);
        others = List.copyOf(others);
    }

    /// Those that come with the program: for clothes, shoes, bags and things at home.
    public static Rules standard() {
        return RulesFile.STANDARD.get();
    }

    /// Those of a file.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, or it holds no rules; with the place where it is wrong
    public static Rules read(Path file) {
        return RulesFile.read(file);
    }

    /// A rule.
    ///
    /// @param when
    ///            it counts
    /// @param prefer
    ///            what suits then
    /// @param avoid
    ///            what does not
    /// @param because
    ///            what is said of a picture that suits: `fits rain`
    /// @param weight
    ///            how much it counts, more than 0 up to 1
    public record Rule(When when, Signs prefer, Signs avoid, String because, double weight) {}

    /// A situation, or rather each of which all that is told holds; an empty set is not told.
    ///
    /// @param from
    ///            degrees Celsius from which on, or null
    /// @param below
    ///            degrees Celsius below which, or null
    /// @param hours
    ///            of the day, 0 to 23
    public record When(Set<Context.Weather> weather, @Nullable Double from, @Nullable Double below,
            Set<Context.Season> season, Set<String> occasion, Set<Integer> hours) {
        public When {
            weather = Set.copyOf(weather);
            season = Set.copyOf(season);
            occasion = Set.copyOf(occasion);
            hours = Set.copyOf(hours);
        }
    }

    /// By what a picture is known to suit, or not to.
    ///
    /// @param things
    ///            what it shows: found in what is told of it, or guessed by its looks
    /// @param words
    ///            found in what is told of it alone
    /// @param fields
    ///            the values of fields of its metadata
    public record Signs(List<String> things, List<String> words, Map<String, List<String>> fields) {
        public Signs {
            things = List.copyOf(things);
            words = List.copyOf(words);
            fields = Map.copyOf(fields);
        }
    }

    /// An occasion.
    ///
    /// @param words
    ///            one of which stands in the title of a plan, or is asked for
    /// @param days
    ///            how long before a plan it counts
    public record Occasion(String name, List<String> words, int days) {
        public Occasion {
            words = List.copyOf(words);
        }
    }
}
