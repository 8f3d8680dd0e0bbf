package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.lookalike.gallery.Filter;

/// A filter as a condition on embedded items, and as a check of a row that was found.
///
/// @param condition
///            in SQL, always of the form `state = 1 AND ...`
/// @param values
///            for its question marks
record Where(String condition, List<Object> values) {

    static Where of(Filter filter) {
        var values = new ArrayList<Object>();
        return new Where("state = 1" + condition(filter, values), values);
    }

    private static String condition(Filter filter, List<Object> values) {
        return switch (filter) {
            case Filter.All() -> "";
            case Filter.Folder(String folder) when folder.isEmpty() -> "";
            case Filter.Folder(String folder) -> {
                // One stretch of the index, and out of it what is no neighbour such as `a-b` of `a`: 0 comes after /.
                values.addAll(List.of(folder, folder + "0", folder, folder + "/"));
                yield " AND folder >= ? AND folder < ? AND (folder = ? OR folder > ?)";
            }
            case Filter.Category(String category) -> {
                values.add(category);
                yield " AND category = ?";
            }
            case Filter.WithIds(List<Long> ids) -> {
                values.add(ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
                yield " AND id IN (SELECT value FROM json_each(?))";
            }
            case Filter.And(List<Filter> filters) ->
                filters.stream().map(each -> condition(each, values)).collect(Collectors.joining());
            case Filter.Or _,Filter.Not _,Filter.Field _ -> throw new IllegalStateException("not a filter for SQL");
        };
    }

    /// Whether an item passes: what a damaged index offers is found out here.
    static boolean passes(Filter filter, Item item) {
        return item.state() == State.EMBEDDED && switch (filter) {
            case Filter.All() -> true;
            case Filter.Folder(String folder) -> folder.isEmpty() || item.place().folder().equals(folder)
                    || item.place().folder().startsWith(folder + "/");
            case Filter.Category(String category) -> item.content() != null
                    && !item.content().categories().isEmpty()
                    && item.content().categories().getFirst().name().equals(category);
            case Filter.WithIds ids -> true;
            case Filter.And(List<Filter> filters) -> filters.stream().allMatch(each -> passes(each, item));
            case Filter.Or(List<Filter> filters) -> filters.stream().anyMatch(each -> passes(each, item));
            case Filter.Not(Filter excluded) -> !passes(excluded, item);
            case Filter.Field field -> {
                String value = item.metadata().get(field.field());
                yield value != null && field.accepts(value);
            }
        };
    }

    /// Whether SQL answers a filter; the others are for [Fields].
    static boolean answers(Filter filter) {
        return switch (filter) {
            case Filter.All _,Filter.Folder _,Filter.Category _,Filter.WithIds _ -> true;
            case Filter.And(List<Filter> filters) -> filters.stream().allMatch(Where::answers);
            case Filter.Or _,Filter.Not _,Filter.Field _ -> false;
        };
    }

    Object[] with(Object... more) {
        var all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
