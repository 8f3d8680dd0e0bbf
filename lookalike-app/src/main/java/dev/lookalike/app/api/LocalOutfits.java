package dev.lookalike.app.api;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Query;

/// Asks a gallery that is open in this process about what goes together.
final class LocalOutfits implements OutfitsApi {
    private final Gallery gallery;
    private final LocalUsers.Starting starting;

    LocalOutfits(Gallery gallery, LocalUsers.Starting starting) {
        this.gallery = gallery;
        this.starting = starting;
    }

    @Override
    public void keep(String name, Members members) {
        gallery.outfits().keep(List.of(new dev.lookalike.gallery.Outfit(name, members.images())));
    }

    @Override
    public Job keep(Path table) {
        Path path = LocalApi.existing(table);
        return starting.begin(Job.Kind.OUTFITS, path,
                _ -> Jobs.Outcome.reported(FromGallery.report(gallery.outfits().keep(path))));
    }

    @Override
    public Outfits all(String after, int count) {
        Bounds.check("count", count, 1, Gallery.MAX_COUNT);
        var outfits = gallery.outfits();
        var page = outfits.all(after, count).stream().map(each -> new Outfit(each.name(), each.images())).toList();
        boolean more = page.size() == count && !outfits.all(page.getLast().name(), 1).isEmpty();
        return new Outfits(page, outfits.count(), more ? page.getLast().name() : null);
    }

    @Override
    public Answer goesWith(long image, int count) {
        Bounds.check("count", count, 1, Answer.MAX_COUNT);
        return FromGallery.answer(gallery.search(Query.goesWith(image), count));
    }

    @Override
    public void remove(String name) {
        gallery.outfits().remove(name);
    }
}
