package dev.lookalike.gallery;

import java.util.List;

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
}
