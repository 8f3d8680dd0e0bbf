package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.User;
import org.jspecify.annotations.Nullable;

/// Who did what, as the catalogue remembers it; see [dev.lookalike.gallery.Users].
public final class UserLog {
    private final Connections connections;
    private final Writer writer;

    UserLog(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /// Keeps all of these, or nothing.
    public void keep(List<Event> events) {
        writer.write(change -> {
            change.requireServing();
            var there = new HashSet<Long>();
            for (Event event : events) {
                if (there.add(event.image())) {
                    Item item = change.item(event.image());
                    if (item == null || item.state() != State.EMBEDDED) {
                        throw new GalleryException.NoSuchImage(event.image());
                    }
                }
                change.keep(event);
            }
            return events;
        });
    }

    /// Takes a rating back; whether there was one.
    public boolean unrate(String user, long image) {
        return writer.write(change -> change.unrate(user, image));
    }

    /// Forgets a person; whether there was one.
    public boolean delete(String user) {
        return writer.write(change -> change.deleteUser(user));
    }

    /// People by name, from the first whose name is greater than `after`.
    public List<User> all(String after, int count) {
        return connections.readMoment(sql -> EventRows.users(sql, after, count));
    }

    /// How many people there are.
    public long count() {
        return connections.read(sql -> sql.number("SELECT count(*) FROM user"));
    }

    /// How many events are kept.
    public long events() {
        return connections.read(sql -> sql.number("SELECT coalesce(sum(events), 0) FROM user"));
    }

    /// The person with this name, or null.
    public @Nullable User named(String name) {
        return connections.<@Nullable User>readMoment(sql -> {
            EventRows.Person person = EventRows.person(sql, name);
            return person == null ? null : EventRows.user(sql, person);
        });
    }

    /// A person's events in the order they were kept in, from the first id greater than `after`.
    ///
    /// @throws GalleryException.NoSuchUser
    ///             if nothing is kept of this person
    public List<Event> events(String user, long after, int count) {
        return connections.readMoment(sql -> EventRows.events(sql, EventRows.known(sql, user), after, count));
    }

    /// A person's last events, the last first.
    ///
    /// @throws GalleryException.NoSuchUser
    ///             if nothing is kept of this person
    public List<Event> last(String user, int count) {
        return connections.readMoment(sql -> EventRows.last(sql, EventRows.known(sql, user), count));
    }

    /// Shows everybody's events, of one moment, in the order they were kept in.
    public void forEach(Consumer<Event> visitor) {
        connections.readMoment(sql -> {
            EventRows.forEach(sql, visitor);
            return visitor;
        });
    }

    /// What is wrong with the tables of users and events.
    static List<GalleryException> damages(Sql sql) {
        var found = new ArrayList<GalleryException>();
        EventRows.check(sql, found::add);
        return found;
    }
}
