package dev.lookalike.gallery.ranking;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Drawing;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// Looks at the pictures, words and sketches that queries ask with.
///
/// @param drawn
///            the direction in which the pictures lie that drawings are of
record Asking(Embedder embedder, Embeddings embeddings, Ranking.Shown shown, Wording wording,
        UnaryOperator<float[]> drawn) {
    /// What each part is. Those that are stored as they are shown come from the catalogue, the others go through the network together.
    List<Example> examples(List<Query.Part> parts) {
        List<Picture> unseen = parts.stream()
                .flatMap(part -> switch (part) {
                    case Query.Pictured pictured when !isStored(pictured) -> Stream.of(picture(pictured));
                    case Query.Sketch sketch -> Stream.of(Drawing.of(sketch.picture()));
                    case Query.Part _ -> Stream.<Picture>empty();
                }).toList();
        var embedded = embedder.embed(unseen).iterator();
        return parts.stream().map(part -> switch (part) {
            case Words words -> wording.told(words);
            case Query.Person person -> throw new IllegalStateException(person.user() + " is no example");
            case Query.Coloured _ -> throw new IllegalStateException("a palette is no example");
            case Query.Sketch sketch -> {
                float[] lines = embedded.next().unit();
                yield new Example.Drawn(lines, drawn.apply(lines), sketch.weight());
            }
            case Query.GoesWith _ -> throw new IllegalStateException("what something goes with is no example");
            case Query.Pictured pictured ->
                isStored(pictured) ? stored(pictured) : seen(pictured.weight(), embedded.next());
        }).toList();
    }

    static boolean isStored(Query.Pictured part) {
        return part instanceof Query.Inside && part.crop().equals(Crop.WHOLE);
    }

    Example.Seen stored(Query.Pictured part) {
        long id = ((Query.Inside) part).id();
        StoredEmbedding stored = find(id);
        Image image = image(id);
        String category = image.categories().isEmpty() ? null : image.categories().getFirst().name();
        return new Example.Seen(Space.raw(stored.unit(), stored.norm()), part.weight(), category, image.sha256());
    }

    private static Example seen(double weight, Embedding embedding) {
        String category = embedding.guesses().isEmpty() ? null : embedding.guesses().getFirst().category();
        return new Example.Seen(Space.raw(embedding), weight, category, null);
    }

    Picture picture(Query.Pictured part) {
        Picture picture = switch (part) {
            case Query.Inside inside -> shown.picture(image(inside.id()).id());
            case Query.Outside outside -> outside.picture();
        };
        return part.crop().equals(Crop.WHOLE) ? picture : picture.crop(part.crop());
    }

    /// The embedding of a picture that must be there.
    StoredEmbedding find(long id) {
        StoredEmbedding stored = embeddings.find(id);
        if (stored == null) {
            throw new GalleryException.NoSuchImage(id);
        }
        return stored;
    }

    private Image image(long id) {
        Image image = shown.images(List.of(id)).get(id);
        if (image == null) {
            throw new GalleryException.NoSuchImage(id);
        }
        return image;
    }
}
