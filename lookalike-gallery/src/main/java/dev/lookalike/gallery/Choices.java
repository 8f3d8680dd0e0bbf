package dev.lookalike.gallery;

import java.util.Map;

import dev.lookalike.gallery.catalogue.Catalogue;

/// What was chosen for a gallery's index, in its catalogue.
final class Choices {
    private static final String ENGINE = "engine";
    private static final String RECALL = "recall";

    private Choices() {}

    static IndexChoice of(Catalogue catalogue) {
        Map<String, String> settings = catalogue.settings();
        return new IndexChoice(settings.getOrDefault(ENGINE, IndexChoice.STANDARD.engine()),
                Double.parseDouble(settings.getOrDefault(RECALL, String.valueOf(IndexChoice.STANDARD.recall()))));
    }

    static void keep(Catalogue catalogue, IndexChoice choice) {
        catalogue.write(change -> {
            change.set(ENGINE, choice.engine());
            change.set(RECALL, String.valueOf(choice.recall()));
            return choice;
        });
    }

    /// See [Gallery#tune].
    static IndexStatus tuned(Own own, double recall) {
        IndexChoice choice = of(own.catalogue()).recall(recall);
        own.ranking().tune(recall);
        keep(own.catalogue(), choice);
        return own.ranking().index();
    }
}
