package dev.lookalike.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import dev.lookalike.gallery.catalogue.FieldValue;

/// Reads a filter that somebody wrote; see [Filter#where(String)].
final class FilterText {
    /*
     * expression := term { "or" term }
     * term       := factor { "and" factor }
     * factor     := "not" factor | "(" expression ")" | condition
     * condition  := WORD "exists" | WORD ("=" | "!=" | "<" | "<=" | ">=" | ">" | "contains") WORD
     *             | WORD "in" "(" WORD { "," WORD } ")"
     *
     * Recursive descent over a text of bounded length, depth and number of conditions: whatever is sent ends soon.
     */
    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_CONDITIONS = 200;
    private static final String SIGNS = "()=!<>,";

    private final String text;
    private int place;
    private int depth;
    private int conditions;

    FilterText(String text) {
        this.text = text;
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the filter has %,d characters; give up to %,d".formatted(text.length(), MAX_LENGTH));
        }
    }

    Filter filter() {
        Filter filter = expression();
        skipSpace();
        if (place < text.length()) {
            throw wrong("expected `and`, `or` or the end");
        }
        return filter;
    }

    private Filter expression() {
        List<Filter> terms = several("or", this::term);
        return terms.size() == 1 ? terms.getFirst() : new Filter.Or(terms);
    }

    private Filter term() {
        List<Filter> factors = several("and", this::factor);
        return factors.size() == 1 ? factors.getFirst() : new Filter.And(factors);
    }

    private List<Filter> several(String between, Supplier<Filter> read) {
        var all = new ArrayList<Filter>();
        do {
            all.add(read.get());
        } while (takeWord(between));
        return all;
    }

    private Filter factor() {
        if (++depth > MAX_DEPTH) {
            throw wrong("the filter is nested more than %d deep".formatted(MAX_DEPTH));
        }
        try {
            if (takeWord("not")) {
                return new Filter.Not(factor());
            }
            if (takeSign("(")) {
                Filter inner = expression();
                expectSign(")");
                return inner;
            }
            return condition();
        } finally {
            depth--;
        }
    }

    private Filter condition() {
        if (++conditions > MAX_CONDITIONS) {
            throw wrong("the filter has more than %d conditions".formatted(MAX_CONDITIONS));
        }
        String field = word("a field's name");
        if (takeWord("exists")) {
            return new Filter.Has(field);
        }
        if (takeWord("in")) {
            return new Filter.OneOf(field, list());
        }
        if (takeWord("contains")) {
            return contains(field);
        }
        if (takeSign("!=")) {
            return new Filter.Not(new Filter.OneOf(field, List.of(word("a value"))));
        }
        if (takeSign("<=")) {
            return new Filter.Compared(field, Filter.Order.AT_MOST, word("a value"));
        }
        if (takeSign(">=")) {
            return new Filter.Compared(field, Filter.Order.AT_LEAST, word("a value"));
        }
        if (takeSign("<")) {
            return new Filter.Compared(field, Filter.Order.LESS, word("a value"));
        }
        if (takeSign(">")) {
            return new Filter.Compared(field, Filter.Order.MORE, word("a value"));
        }
        if (takeSign("=")) {
            return new Filter.OneOf(field, List.of(word("a value")));
        }
        throw wrong("expected =, !=, <, <=, >, >=, `in`, `contains` or `exists`");
    }

    private Filter contains(String field) {
        skipSpace();
        int start = place;
        var words = List.copyOf(FieldValue.words(word("words")));
        if (words.isEmpty()) {
            place = start;
            throw wrong("expected at least one word of letters or digits");
        }
        return new Filter.Contains(field, words);
    }

    private List<String> list() {
        expectSign("(");
        var values = new ArrayList<String>();
        do {
            values.add(word("a value"));
        } while (takeSign(","));
        expectSign(")");
        return values;
    }

    private void skipSpace() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }

    private boolean takeSign(String sign) {
        skipSpace();
        if (!text.startsWith(sign, place)) {
            return false;
        }
        place += sign.length();
        return true;
    }

    private void expectSign(String sign) {
        if (!takeSign(sign)) {
            throw wrong("expected %s".formatted(sign));
        }
    }

    /// Takes a word of the language itself, which is never quoted.
    private boolean takeWord(String word) {
        skipSpace();
        int end = endOfWord();
        if (!text.substring(place, end).toLowerCase(Locale.ROOT).equals(word)) {
            return false;
        }
        place = end;
        return true;
    }

    private int endOfWord() {
        int end = place;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '"'
                && SIGNS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private String word(String what) {
        skipSpace();
        if (place < text.length() && text.charAt(place) == '"') {
            return quoted();
        }
        int end = endOfWord();
        if (end == place) {
            throw wrong("expected " + what);
        }
        String word = text.substring(place, end);
        place = end;
        return word;
    }

    private String quoted() {
        int start = place++;
        var value = new StringBuilder();
        while (place < text.length() && text.charAt(place) != '"') {
            if (text.charAt(place) == '\\') {
                place++;
            }
            if (place < text.length()) {
                value.append(text.charAt(place++));
            }
        }
        if (place >= text.length()) {
            place = start;
            throw wrong("a quote is opened and not closed");
        }
        place++;
        return value.toString();
    }

    private IllegalArgumentException wrong(String expected) {
        String rest = text.substring(place, Math.min(text.length(), place + 20));
        return new IllegalArgumentException("the filter is not understood at character %d, %s: %s".formatted(place + 1,
                rest.isEmpty() ? "its end" : "`" + rest + "`", expected));
    }
}
