package dev.lookalike.gallery.ranking;

import java.util.List;

import dev.lookalike.gallery.Image;

/// Says in one short phrase why a picture was found, and no more than is known.
final class Reasons {
    private final List<Example> wanted;
    private final Judgement judgement;

    Reasons(List<Example> examples, Judgement judgement) {
        wanted = examples.stream().filter(example -> example.weight() > 0).toList();
        this.judgement = judgement;
    }

    String of(Image image, double score) {
        if (wanted.stream().anyMatch(example -> image.sha256().equals(example.sha256()))) {
            return "same file";
        }
        if (wanted.size() == 1 && judgement.isSame(score)) {
            return "same picture";
        }
        if (wanted.size() == 1 && judgement.isCopy(score)) {
            return "near copy";
        }
        if (!judgement.alike(score)) {
            return "not alike";
        }
        String category = image.categories().isEmpty() ? null : image.categories().getFirst().name();
        if (category != null && wanted.stream().allMatch(example -> category.equals(example.category()))) {
            return (wanted.size() == 1 ? "both look like: " : "all look like: ") + category;
        }
        return "similar look";
    }
}
