package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.exchange.Publication;
import dev.lookalike.gallery.ingest.Ingest;
import dev.lookalike.gallery.ingest.Network;
import dev.lookalike.gallery.ingest.Uploads;
import dev.lookalike.gallery.ranking.Announcing;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.gallery.taste.LearntTastes;
import dev.lookalike.gallery.traits.Colours;
import dev.lookalike.gallery.traits.Edges;
import dev.lookalike.gallery.traits.KeptTraits;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.gallery.traits.Textures;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.TextureEmbedder;
import org.jspecify.annotations.Nullable;

/// What a process has of a gallery that it owns, and one that only reads has not: all that can change it.
///
/// @param traits
///            looks at the pictures for what else is known of them
/// @param tastes
///            learns what people like
/// @param publication
///            shows the gallery to those that only read, where its engine can
record Own(GalleryLock lock, Catalogue catalogue, Ranking ranking, Ingest ingest, Uploads uploads,
        Making traits, LearntTastes tastes, @Nullable Publication publication) implements AutoCloseable {

    /// Opens the gallery in a folder, or makes one there; see [Gallery#open(Path, Embedder, String)].
    static Own open(Path folder, Embedder embedder, @Nullable String engine) {
        GalleryLock lock = GalleryLock.take(folder);
        @Nullable
        Catalogue catalogue = null;
        try {
            catalogue = Catalogue.open(folder, model(embedder));
            IndexChoice kept = Choices.of(catalogue);
            IndexChoice choice = engine == null ? kept : kept.by(engine);
            Own own = open(folder, embedder, lock, catalogue, choice);
            if (!choice.equals(kept)) {
                Choices.keep(catalogue, choice);
            }
            return own;
        } catch (RuntimeException failure) {
            if (catalogue != null) {
                catalogue.close();
            }
            lock.close();
            throw failure;
        }
    }

    private static Own open(Path folder, Embedder embedder, GalleryLock lock, Catalogue catalogue,
            IndexChoice choice) {
        Publication publication = Publication.begin(choice.engine(), catalogue, folder, publisher(catalogue));
        try {
            var tastes = new LearntTastes(folder.resolve("derived"), catalogue);
            var pictures = new CataloguePictures(folder, catalogue, embedder, tastes);
            var traits = new Making(new KeptTraits(folder.resolve("derived").resolve("traits"),
                    List.of(new Edges(embedder), new Colours(), new Textures(TextureEmbedder.bundled())), catalogue),
                    pictures::picture);
            var ranking = Ranking.open(folder.resolve("derived"), head(folder, catalogue.generation()), embedder,
                    catalogue.embeddings(), pictures, choice,
                    publication == null ? Announcing.TO_NOBODY : publication, traits);
            var mirror = new Followed(ranking);
            Network network = Network.of(embedder);
            return new Own(lock, catalogue, ranking, new Ingest(folder, catalogue, network, mirror),
                    new Uploads(folder, catalogue, network, mirror), traits, tastes, publication);
        } catch (RuntimeException failure) {
            if (publication != null) {
                publication.close();
            }
            throw failure;
        }
    }

    /// What was learnt from the embeddings of a generation, which the next does not know.
    private static Path head(Path folder, Generation generation) {
        return folder.resolve(generation.isFirst() ? "head" : "head-" + generation.id());
    }

    /// Takes a picture out; see [Gallery#remove].
    boolean remove(long id) {
        return catalogue.write(change -> {
            Item item = change.item(id);
            if (item == null || item.state() != State.EMBEDDED) {
                return false;
            }
            if (item.place().source() == Source.UPLOADS) {
                change.delete(id);
                uploads.remove(change, item);
            } else {
                change.update(item.removed());
                change.forget(id);
            }
            change.afterCommit(() -> ranking.remove(id));
            return true;
        });
    }

    /// Tells something about a picture; see [Gallery#describe(long, Map)].
    Item describe(long id, Map<String, String> metadata) {
        return catalogue.write(change -> {
            Item item = change.item(id);
            if (item == null || item.state() != State.EMBEDDED) {
                throw new GalleryException.NoSuchImage(id);
            }
            Item described = item.described(metadata);
            change.update(described);
            return described;
        });
    }

    /// Has the embeddings of another model serve; see [Gallery#switchTo].
    SwitchReport switchTo(Embedder next, Progress progress) {
        if (publication != null) {
            throw new IllegalArgumentException(
                    ("the gallery is shown on the server of its engine, %s, with embeddings of one model; give it another "
                            + "engine, such as --engine lookalike, then switch")
                            .formatted(Choices.of(catalogue).engine()));
        }
        return ingest.switchTo(model(next), Network.of(next), progress);
    }

    private static Catalogue.Model model(Embedder embedder) {
        return new Catalogue.Model(embedder.fingerprint(), embedder.name(), embedder.dimension());
    }

    /// The pictures as the catalogue remembers them.
    CataloguePictures pictures(Path folder, Embedder embedder) {
        return new CataloguePictures(folder, catalogue, embedder, tastes);
    }

    /// What is wrong with what is learnt of pictures and people.
    List<String> damages() {
        return Stream.concat(traits.damages().stream(), tastes.damages().stream()).toList();
    }

    /// Drops that; it is made again.
    void clear() {
        traits.clear();
        tastes.clear();
    }

    /// A folder that is there from now on.
    static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot make the folder %s: %s".formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    /// A name that no other gallery has.
    private static String publisher(Catalogue catalogue) {
        String known = catalogue.settings().get("publisher");
        return known != null ? known : catalogue.write(change -> {
            String made = UUID.randomUUID().toString();
            change.set("publisher", made);
            return made;
        });
    }

    /// Brings what is derived up to the pictures there are, here and where the gallery is shown.
    void keepUp() {
        if (publication != null) {
            publication.keepUp();
        }
        ranking.keepUp();
    }

    @Override
    public void close() {
        // The ranking announces to the publication, which reads the catalogue.
        try (lock; catalogue; publication; ranking; traits; tastes) {
            ingest.close();
            catalogue.finishWriting();
        }
    }
}
