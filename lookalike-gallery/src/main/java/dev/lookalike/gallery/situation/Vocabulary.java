package dev.lookalike.gallery.situation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.lookalike.gallery.Rules;
import dev.lookalike.gallery.catalogue.FieldValue;

/// The words of some rules, to be found in texts.
public final class Vocabulary {
    /*
     * A text is read from left to right, and where several of the rules' words begin, the longest counts: a `sun hat` is no `hat`,
     * and a `toy car` no `car`. So it is where a text tells of a `mini dress`, and another that it is among the `dresses`: what ends a
     * longer word that was found is not said of its own. Singular and plural are the same word.
     */
    private record Phrase(String name, List<String> words) {}

    private final Set<String> things = new LinkedHashSet<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private Vocabulary() {}

    public static Vocabulary of(Rules rules) {
        var vocabulary = new Vocabulary();
        for (Rules.Rule rule : rules.rules()) {
            vocabulary.things.addAll(rule.prefer().things());
            vocabulary.things.addAll(rule.avoid().things());
            vocabulary.fields.addAll(rule.prefer().fields().keySet());
            vocabulary.fields.addAll(rule.avoid().fields().keySet());
        }
        vocabulary.things.addAll(rules.others());
        vocabulary.things.forEach(vocabulary::add);
        rules.rules().forEach(rule -> Stream.of(rule.prefer().words(), rule.avoid().words()).flatMap(List::stream)
                .forEach(vocabulary::add));
        vocabulary.phrases.values()
                .forEach(each -> each.sort(Comparator.comparingInt((Phrase phrase) -> phrase.words.size()).reversed()));
        return vocabulary;
    }

    private void add(String name) {
        List<String> words = words(name);
        phrases.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>()).add(new Phrase(name, words));
    }

    /// What pictures may show.
    public Set<String> things() {
        return things;
    }

    /// What the rules look at of what is told of a picture.
    public Signs signs(Map<String, String> metadata) {
        Set<String> words = in(metadata.values());
        var named = new HashMap<>(metadata);
        named.keySet().retainAll(fields);
        return new Signs(words, named, words.stream().anyMatch(things::contains));
    }

    /// The words of the rules that stand in some texts, as the rules write them.
    private Set<String> in(Collection<String> texts) {
        var found = new LinkedHashSet<String>();
        texts.forEach(text -> found.addAll(in(text)));
        found.removeIf(name -> found.stream().anyMatch(other -> other.length() > name.length()
                && other.endsWith(name)
                && !Character.isLetterOrDigit(other.charAt(other.length() - name.length() - 1))));
        return found;
    }

    /// The words of the rules that stand in a text, as the rules write them.
    Set<String> in(String text) {
        var found = new LinkedHashSet<String>();
        List<String> words = words(text);
        for (int place = 0; place < words.size();) {
            place += begun(words, place, found);
        }
        return found;
    }

    // How many words were found there, or one to go on.
    private int begun(List<String> words, int place, Set<String> found) {
        int longest = 0;
        for (Phrase phrase : phrases.getOrDefault(words.get(place), List.of())) {
            int size = phrase.words.size();
            if (size < longest) {
                break;
            }
            if (place + size <= words.size() && words.subList(place, place + size).equals(phrase.words)) {
                found.add(phrase.name);
                longest = size;
            }
        }
        return Math.max(longest, 1);
    }

    /// The words of a text in their order, each in the singular.
    static List<String> words(String text) {
        return FieldValue.sequence(text).stream().map(Vocabulary::singular).toList();
    }

    private static String singular(String word) {
        if (word.length() < 4) {
            return word;
        }
        if (word.endsWith("ies") || word.endsWith("ie")) {
            return word.substring(0, word.lastIndexOf("ie")) + "y";
        }
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
