package dev.lookalike.gallery.exchange;

import java.util.List;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.catalogue.FieldValue;
import dev.lookalike.index.Condition;

/// A filter as a condition on the entries of a shelf.
final class SharedFilter {
    private SharedFilter() {}

    /// The condition that a filter is.
    ///
    /// @throws IllegalArgumentException
    ///             if the filter compares with a number of more digits than a shelf tells apart
    static Condition condition(Filter filter) {
        return switch (filter) {
            case Filter.All() -> new Condition.All();
            case Filter.Folder(String folder) when folder.isEmpty() -> new Condition.All();
            case Filter.Folder(String folder) -> new Condition.Holds(ShelfRow.FOLDERS, List.of(folder));
            case Filter.Category(String category) -> new Condition.Is(ShelfRow.CATEGORY, List.of(category));
            case Filter.WithIds(List<Long> ids) -> new Condition.Among(ids);
            case Filter.And(List<Filter> all) -> new Condition.And(all.stream().map(SharedFilter::condition).toList());
            case Filter.Or(List<Filter> some) -> new Condition.Or(some.stream().map(SharedFilter::condition).toList());
            case Filter.Not(Filter excluded) -> new Condition.Not(condition(excluded));
            case Filter.Has(String field) -> new Condition.Has(ShelfRow.field(field));
            case Filter.OneOf(String field, List<String> values) ->
                new Condition.Is(ShelfRow.field(field), values.stream().map(SharedFilter::value).toList());
            case Filter.Compared(String field, Filter.Order order, String bound) ->
                new Condition.Compared(ShelfRow.field(field), order(order), value(bound));
            case Filter.Contains(String field, List<String> words) ->
                new Condition.Holds(ShelfRow.words(field), words);
        };
    }

    private static Condition.Order order(Filter.Order order) {
        return switch (order) {
            case LESS -> Condition.Order.LESS;
            case AT_MOST -> Condition.Order.AT_MOST;
            case AT_LEAST -> Condition.Order.AT_LEAST;
            case MORE -> Condition.Order.MORE;
        };
    }

    private static Object value(String value) {
        if (!FieldValue.fitsDouble(value)) {
            throw new IllegalArgumentException(
                    "%s has more digits than the gallery's server compares; give up to 15, or ask the gallery's owner"
                            .formatted(value));
        }
        return FieldValue.comparable(value);
    }
}
