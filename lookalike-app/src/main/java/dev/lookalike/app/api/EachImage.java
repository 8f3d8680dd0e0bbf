package dev.lookalike.app.api;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;

/// The pictures of a gallery by ascending id, read in pages.
final class EachImage implements Iterator<Image> {
    private final Gallery gallery;
    private List<Image> page = List.of();
    private int next;
    private long last;

    EachImage(Gallery gallery) {
        this.gallery = gallery;
    }

    @Override
    public boolean hasNext() {
        if (next == page.size()) {
            page = gallery.images(Filter.all(), last, Gallery.MAX_COUNT);
            next = 0;
        }
        return next < page.size();
    }

    @Override
    public Image next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all pictures were seen");
        }
        Image image = page.get(next++);
        last = image.id();
        return image;
    }
}
