package dev.lookalike.gallery.ranking;

import java.util.List;
import java.util.Set;

import dev.lookalike.gallery.Image;

/// Says in one short phrase why a picture was found, and no more than is known.
final class Reasons {
    private final List<Example.Seen> wanted;
    private final List<Example.Told> told;
    private final boolean isDrawn;
    private final Judgement judgement;
    private final Set<Long> described;

    /// @param described
    ///            pictures of which something is told that means about the same as the words
    Reasons(List<Example> examples, Judgement judgement, Set<Long> described) {
        this.described = described;
        wanted = wanted(examples, Example.Seen.class);
        told = wanted(examples, Example.Told.class);
        isDrawn = !wanted(examples, Example.Drawn.class).isEmpty();
        this.judgement = judgement;
    }

    private static <E extends Example> List<E> wanted(List<Example> examples, Class<E> kind) {
        return examples.stream().filter(example -> example.weight() > 0).filter(kind::isInstance).map(kind::cast)
                .toList();
    }

    /// Whether a picture seems to be of a class that some of the words name.
    static boolean named(List<Example> examples, Image image) {
        return wanted(examples, Example.Told.class).stream().anyMatch(words -> !words.seenIn(image).isEmpty());
    }

    String of(Image image, double score) {
        if (wanted.stream().anyMatch(example -> image.sha256().equals(example.sha256()))) {
            return "same file";
        }
        boolean one = wanted.size() == 1 && told.isEmpty() && !isDrawn;
        if (one && judgement.isSame(score)) {
            return "same picture";
        }
        if (one && judgement.isCopy(score)) {
            return "near copy";
        }
        if (!judgement.alike(score)) {
            return "not alike";
        }
        for (Example.Told words : told) {
            String mention = Mentions.of(words.text(), image.metadata());
            if (mention != null) {
                return mention;
            }
        }
        var named = told.stream().flatMap(words -> words.seenIn(image).stream()).distinct().toList();
        if (!named.isEmpty()) {
            return "looks like: " + String.join(", ", named);
        }
        if (described.contains(image.id())) {
            return "described much like that";
        }
        if (isDrawn) {
            return "similar outline";
        }
        String category = image.categories().isEmpty() ? null : image.categories().getFirst().name();
        if (category != null && told.isEmpty()
                && wanted.stream().allMatch(example -> category.equals(example.category()))) {
            return (wanted.size() == 1 ? "both look like: " : "all look like: ") + category;
        }
        return "similar look";
    }
}
