package dev.lookalike.app.api;

import java.nio.file.Path;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Asks a gallery that is open in this process about people.
final class LocalUsers implements UsersApi {
    private final Gallery gallery;
    private final Starting starting;

    LocalUsers(Gallery gallery, Starting starting) {
        this.gallery = gallery;
        this.starting = starting;
    }

    /// Begins jobs.
    @FunctionalInterface
    interface Starting {
        Job begin(Job.Kind kind, @Nullable Path path, Jobs.Work work);
    }

    @Override
    public void rate(String user, long image, int rating) {
        gallery.rate(user, image, rating);
    }

    @Override
    public void unrate(String user, long image) {
        gallery.users().unrate(user, image);
    }

    @Override
    public void keep(Happened happened) {
        gallery.users().keep(happened.events().stream().map(Happened.One::event).toList());
    }

    @Override
    public Job keep(Path table) {
        Path path = LocalApi.existing(table);
        return starting.begin(Job.Kind.EVENTS, path,
                _ -> Jobs.Outcome.reported(FromGallery.report(gallery.users().keep(path))));
    }

    @Override
    public Users all(String after, int count) {
        Bounds.check("count", count, 1, Gallery.MAX_COUNT);
        var users = gallery.users();
        var page = users.all(after, count).stream().map(LocalUsers::user).toList();
        boolean more = page.size() == count && !users.all(page.getLast().name(), 1).isEmpty();
        return new Users(page, users.count(), more ? page.getLast().name() : null);
    }

    @Override
    public User user(String name) {
        return user(gallery.users().user(name).orElseThrow(() -> new GalleryException.NoSuchUser(name)));
    }

    private static User user(dev.lookalike.gallery.User user) {
        return new User(user.name(), user.since(), user.ratings(), user.clicks(), user.purchases());
    }

    @Override
    public Events events(String user, long after, int count) {
        Bounds.check("count", count, 1, Gallery.MAX_COUNT);
        var page = gallery.users().events(user, after, count).stream().map(Event::of).toList();
        boolean more = page.size() == count && !gallery.users().events(user, page.getLast().id(), 1).isEmpty();
        return new Events(page, more ? (Long) page.getLast().id() : null);
    }

    @Override
    public Job taste(Tasting tasting) {
        return starting.begin(Job.Kind.TASTE, null,
                progress -> Jobs.Outcome.tasted(Tastes.of(gallery.users().taste(tasting.seed(), progress))));
    }

    @Override
    public void delete(String user) {
        if (!gallery.users().delete(user)) {
            throw new GalleryException.NoSuchUser(user);
        }
    }
}
