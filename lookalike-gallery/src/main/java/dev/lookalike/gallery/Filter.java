package dev.lookalike.gallery;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.lookalike.gallery.catalogue.FieldValue;

/// Which pictures of a gallery are meant.
public sealed interface Filter {

    /// Every picture.
    static Filter all() {
        return new All();
    }

    /// The pictures of a folder and of the folders below it.
    ///
    /// @param folder
    ///            as in [Image#folder()]
    static Filter folder(String folder) {
        return new Folder(folder);
    }

    /// The pictures whose likeliest category is this one.
    static Filter category(String category) {
        return new Category(category);
    }

    /// The pictures with these ids.
    static Filter ids(List<Long> ids) {
        return new WithIds(ids);
    }

    /// The pictures of all these filters at once.
    static Filter and(Filter... filters) {
        return new And(List.of(filters));
    }

    /// The pictures of which this holds, in terms of their [metadata][Image#metadata()]:
    ///
    /// ```
    /// colour = red and price < 40
    /// season in (summer, spring) or not sale exists
    /// description contains "linen shirt" and (brand != acme or price >= 100)
    /// ```
    ///
    /// A field or a value is a word, or anything between double quotes (`\"` and `\\` for those two characters). Text is
    /// compared without regard to case. Where both sides are decimal numbers they are compared as such, so `1.50` equals
    /// `1.5`; a number is never less or more than a text. Dates compare rightly when written `2026-11-25`. `!=` also holds
    /// where the field is missing; `contains` wants all the words, in any order. `not` binds tightest, then `and`, then
    /// `or`.
    ///
    /// @param text
    ///            up to 4,096 characters
    /// @throws IllegalArgumentException
    ///             if it is not understood; the message names the character
    static Filter where(String text) {
        return new FilterText(text).filter();
    }

    /// Every picture.
    record All() implements Filter {}

    /// In a folder or below it.
    record Folder(String folder) implements Filter {}

    /// Of a category.
    record Category(String category) implements Filter {}

    /// With one of these ids.
    record WithIds(List<Long> ids) implements Filter {
        public WithIds {
            ids = List.copyOf(ids);
        }
    }

    /// Of all these filters.
    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    /// Of at least one of these filters.
    record Or(List<Filter> filters) implements Filter {
        public Or {
            filters = List.copyOf(filters);
        }
    }

    /// Of everything but this filter.
    record Not(Filter filter) implements Filter {}

    /// With a field of the metadata whose value is accepted.
    sealed interface Field extends Filter {
        /// Which field.
        String field();

        /// Whether the field may have this value.
        boolean accepts(String value);
    }

    /// With this field, whatever its value.
    record Has(String field) implements Field {
        @Override
        public boolean accepts(String value) {
            return true;
        }
    }

    /// With one of these values.
    record OneOf(String field, List<String> values) implements Field {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean accepts(String value) {
            return values.stream().anyMatch(each -> FieldValue.compare(value, each) == 0);
        }
    }

    /// How a value lies to a bound.
    enum Order {
        /// Less than the bound.
        LESS,

        /// Less than the bound, or equal to it.
        AT_MOST,

        /// More than the bound, or equal to it.
        AT_LEAST,

        /// More than the bound.
        MORE
    }

    /// With a value on one side of a bound.
    record Compared(String field, Order order, String bound) implements Field {
        public Compared {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public boolean accepts(String value) {
            if (FieldValue.isNumber(value) != FieldValue.isNumber(bound)) {
                return false;
            }
            int compared = FieldValue.compare(value, bound);
            return switch (order) {
                case LESS -> compared < 0;
                case AT_MOST -> compared <= 0;
                case AT_LEAST -> compared >= 0;
                case MORE -> compared > 0;
            };
        }
    }

    /// With all these words, in any order.
    ///
    /// @param words
    ///            at least one
    record Contains(String field, List<String> words) implements Field {
        public Contains {
            words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
            if (words.isEmpty()) {
                throw new IllegalArgumentException("words is empty; give at least one");
            }
        }

        @Override
        public boolean accepts(String value) {
            return FieldValue.words(value).containsAll(words);
        }
    }
}
