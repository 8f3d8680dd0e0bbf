package dev.lookalike.app.cli;

import java.util.ArrayList;
import java.util.List;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Categories;
import dev.lookalike.app.api.Fields;
import dev.lookalike.app.api.Folders;
import dev.lookalike.app.api.Group;
import dev.lookalike.app.api.Image;
import dev.lookalike.app.api.Images;
import dev.lookalike.app.api.Rejection;
import dev.lookalike.app.api.Rejections;
import dev.lookalike.app.api.Search;
import dev.lookalike.app.api.Values;
import dev.lookalike.app.problem.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike list`: what the gallery holds.
@Command(name = "list", description = "Lists the pictures of the gallery, or its folders, categories, fields, values or rejected files.")
final class ListCommand extends Verb {
    static final String WHERE = "only those of whose metadata this holds, such as 'colour = red and price < 40'";
    private static final int MOST_VALUES = 1_000;

    @Option(names = "--folder", description = "only those in this folder or below it")
    @Nullable
    String inFolder;

    @Option(names = "--category", description = "only those of this likeliest category")
    @Nullable
    String category;

    @Option(names = "--where", paramLabel = "CONDITION", description = WHERE)
    @Nullable
    String where;

    @Option(names = "--after", paramLabel = "ID", description = "begin behind this id")
    long after;

    @Option(names = "--count", paramLabel = "N", description = "how many pictures, 1 to 10,000 (default: 1,000)")
    int count = 1_000;

    @ArgGroup
    What what = new What();

    /// What is listed instead of pictures.
    static final class What {
        @Option(names = "--folders", description = "list the folders")
        boolean folders;

        @Option(names = "--categories", description = "list the guessed categories")
        boolean categories;

        @Option(names = "--fields", description = "list the fields of the pictures' metadata")
        boolean fields;

        @Option(names = "--values", paramLabel = "FIELD", description = "list the values that a field has")
        @Nullable
        String values;

        @Option(names = "--rejected", description = "list the files that were not taken, with the reasons")
        boolean rejected;
    }

    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            if (what.folders) {
                Folders folders = api.folders();
                output.print(folders, () -> folders.folders().forEach(this::group));
            } else if (what.categories) {
                Categories categories = api.categories();
                output.print(categories, () -> categories.categories().forEach(this::group));
            } else if (what.fields) {
                Fields fields = api.fields();
                output.print(fields, () -> fields.fields().forEach(this::group));
            } else if (what.values != null) {
                Values values = api.values(what.values, filter(), MOST_VALUES);
                output.print(values, () -> values.values().forEach(this::group));
            } else if (what.rejected) {
                rejected(api);
            } else {
                pictures(api);
            }
            return Exit.OK;
        }
    }

    private Search.Filter filter() {
        return new Search.Filter(inFolder, category, null, where);
    }

    private void pictures(Api api) {
        Images page = api.images(filter(), after, count);
        output.print(page, () -> {
            for (Image image : page.images()) {
                output.line("%8d  %s", image.id(), image.path());
            }
            if (page.next() != null) {
                System.err.printf("%,d of %,d; go on with --after %d%n", page.images().size(), page.total(),
                        page.next());
            }
        });
    }

    private void rejected(Api api) {
        List<Rejection> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            Rejections page = api.rejections(next, Rejections.MAX_COUNT);
            all.addAll(page.rejections());
            next = page.next();
        }
        output.print(new Rejections(all, all.size(), null),
                () -> all.forEach(one -> output.line("%-14s  %s  %s", one.kind(), one.path(), one.reason())));
    }

    private void group(Group group) {
        output.line("%8d  %s", group.count(), group.name().isEmpty() ? "(top)" : group.name());
    }
}
