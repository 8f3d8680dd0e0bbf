package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Pictures whose bytes the gallery keeps itself, each once, under the hash of its content.
public final class Uploads {
    /*
     * A file is on stable storage before the row that names it is written, and is deleted after the row is gone; both
     * ends happen on the catalogue's writer, so an upload and the removal of the same picture cannot cross. While a
     * snapshot copies the folder, deletions wait.
     */
    private static final int LONGEST_NAME = 255;
    private static final int PAGE = 1000;

    private final Path gallery;
    private final Catalogue catalogue;
    private final Network network;
    private final Mirror mirror;
    private final AtomicLong drafts = new AtomicLong();
    private final List<Path> toDelete = new ArrayList<>();
    private int kept;

    /// @param gallery
    ///            the gallery's folder
    public Uploads(Path gallery, Catalogue catalogue, Network network, Mirror mirror) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        this.network = network;
        this.mirror = mirror;
    }

    /// Where they lie.
    public static Path folder(Path gallery) {
        return gallery.resolve("uploads");
    }

    /// Takes a picture in; the same content again is the same item.
    public Item add(byte[] content, String name) {
        String plain = plainName(name);
        String sha256 = Contents.sha256(content);
        for (Item known : catalogue.withContent(sha256)) {
            if (known.place().source() == Source.UPLOADS) {
                return known;
            }
        }
        Picture picture = Picture.read(content, Limits.UPLOAD, network.sideNeeded());
        Embedding embedding = network.embed(List.of(picture)).getFirst();
        Format format = Objects.requireNonNull(picture.origin().format());
        String path = "uploads/%s/%s.%s".formatted(sha256.substring(0, 2), sha256,
                format.name().toLowerCase(Locale.ROOT).replace("jpeg", "jpg"));
        store(gallery.resolve(path), content);
        var place = new Item.Place(Source.UPLOADS, path, Source.UPLOADS_FOLDER, plain);
        var item = Item.pending(place, new Item.Stamp(content.length, 0), Instant.now())
                .embedded(new Item.Stamp(content.length, 0), Contents.of(sha256, picture, embedding));
        return catalogue.write(change -> insert(change, item, content, embedding));
    }

    private Item insert(Change change, Item item, byte[] content, Embedding embedding) {
        Item known = change.item(item.place().path());
        if (known != null) {
            return known;
        }
        Path file = item.file(gallery);
        if (Files.notExists(file)) {
            store(file, content);
        }
        toDelete.remove(file);
        long id = change.insert(item);
        short[] unit = Float16.of(embedding.unit());
        change.embed(id, unit, embedding.norm());
        change.afterCommit(() -> mirror.put(id, unit, embedding.norm()));
        return Objects.requireNonNull(change.item(id));
    }

    /// Has the file of an upload deleted once its removal is committed; called inside the transaction.
    public void remove(Change change, Item item) {
        change.afterCommit(() -> {
            toDelete.add(item.file(gallery));
            deleteWhatMayGo();
        });
    }

    /// What `work` makes while no upload is deleted.
    public <T extends @Nullable Object> T keeping(Function<Path, T> work) {
        catalogue.write(change -> ++kept);
        try {
            return work.apply(folder(gallery));
        } finally {
            catalogue.write(change -> --kept);
            catalogue.write(change -> {
                change.afterCommit(this::deleteWhatMayGo);
                return kept;
            });
        }
    }

    /// What is wrong with the files of uploads, each with its place.
    public List<String> verify() {
        var problems = new ArrayList<String>();
        var uploads = new Source(Source.UPLOADS, folder(gallery).toString(), false, "");
        for (List<Item> page = catalogue.itemsOf(uploads, 0, PAGE); !page.isEmpty(); page = catalogue
                .itemsOf(uploads, page.getLast().id(), PAGE)) {
            page.forEach(item -> verify(item, problems));
        }
        return problems;
    }

    private void verify(Item item, List<String> problems) {
        Path file = item.file(gallery);
        try {
            String promised = Objects.requireNonNull(item.content()).sha256();
            if (!Contents.sha256(Files.readAllBytes(file)).equals(promised)) {
                problems.add("%s is damaged: its content is not what was uploaded as picture %d".formatted(file,
                        item.id()));
            }
        } catch (IOException failure) {
            problems.add("%s, picture %d, cannot be read: %s".formatted(file, item.id(), failure));
        }
    }

    private void deleteWhatMayGo() {
        if (kept == 0) {
            toDelete.forEach(Uploads::delete);
            toDelete.clear();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new GalleryException.Storage("%s is no longer in the gallery and cannot be deleted: %s"
                    .formatted(file, failure.getMessage()), failure);
        }
    }

    /*
     * What a browser or a script called it, without folders and control characters: it is shown, never opened.
     */
    private static String plainName(String name) {
        String last = name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
        String plain = last.codePoints().filter(point -> !Character.isISOControl(point)).limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return plain.isBlank() ? "upload" : plain;
    }

    private void store(Path file, byte[] content) {
        Path draft = folder(gallery).resolve(".draft-%d".formatted(drafts.incrementAndGet()));
        try {
            Path folder = Objects.requireNonNull(file.getParent());
            boolean fresh = Files.notExists(folder);
            Files.createDirectories(folder);
            Files.write(draft, content);
            sync(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            if (fresh) {
                sync(folder(gallery));
                sync(gallery);
            }
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot keep %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
