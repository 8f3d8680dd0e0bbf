package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.User;
import dev.lookalike.gallery.Users;
import org.jspecify.annotations.Nullable;

/// People and what they did, as rows of the tables `user` and `event`, each with its checksum.
final class EventRows {
    /*
     * A row of `user` counts the events of that person, so that an event lost to a damaged page is noticed. A picture has one
     * rating of a person, the last; clicks and purchases add up. An event outlives its picture: it is the person's.
     */
    private static final String EVENT = "SELECT e.id, e.user, e.item, e.kind, e.rating, e.at, e.crc, u.name FROM event e "
            + "JOIN user u ON u.id = e.user ";
    private static final String PERSON = "SELECT id, name, since, events, crc FROM user ";

    private EventRows() {}

    /// A row of `user`.
    record Person(long id, String name, long since, long events) {
        private long checksum() {
            return new RowChecksum().add(id).add(name).add(since).add(events).value();
        }

        private Person with(long more) {
            return new Person(id, name, since, events + more);
        }
    }

    /// Writes an event; the id it was given.
    static long insert(Sql sql, Event event) {
        Person known = person(sql, event.user());
        Person person = known == null
                ? new Person(sql.nextId("user"), event.user(), event.at().toEpochMilli(), 0)
                : known;
        long replaced = event.kind() == Event.Kind.RATING ? deleteRating(sql, person, event.image()) : 0;
        if (person.events - replaced >= Users.MAX_EVENTS_EACH) {
            throw new IllegalArgumentException(
                    "%,d events of %s are kept, and no more can be; delete the user, or keep events elsewhere"
                            .formatted(person.events, person.name));
        }
        write(sql, person.with(1 - replaced));
        long id = sql.nextId("event");
        sql.update("INSERT INTO event(id, user, item, kind, rating, at, crc) VALUES(?,?,?,?,?,?,?)", id, person.id,
                event.image(), code(event.kind()), event.rating(), event.at().toEpochMilli(),
                checksum(id, person.id, event.image(), code(event.kind()), event.rating(),
                        event.at().toEpochMilli()));
        return id;
    }

    /// Takes a rating back; whether there was one.
    static boolean unrate(Sql sql, String user, long item) {
        Person person = known(sql, user);
        if (deleteRating(sql, person, item) == 0) {
            return false;
        }
        write(sql, person.with(-1));
        return true;
    }

    private static long deleteRating(Sql sql, Person person, long item) {
        return sql.update("DELETE FROM event WHERE user = ? AND item = ? AND kind = 1", person.id, item);
    }

    private static void write(Sql sql, Person person) {
        sql.update("INSERT INTO user(id, name, since, events, crc) VALUES(?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
                + "events = excluded.events, crc = excluded.crc", person.id, person.name, person.since, person.events,
                person.checksum());
    }

    /// Forgets a person and all events, and has their bytes overwritten; whether there was one.
    static boolean delete(Sql sql, String user) {
        Person person = person(sql, user);
        if (person == null) {
            return false;
        }
        sql.number("PRAGMA secure_delete = ON");
        sql.update("DELETE FROM event WHERE user = ?", person.id);
        sql.update("DELETE FROM user WHERE id = ?", person.id);
        sql.number("PRAGMA secure_delete = OFF");
        return true;
    }

    static @Nullable Person person(Sql sql, String name) {
        Person person = sql.first(PERSON + "WHERE name = ?", row -> readPerson(sql, row), name);
        if (person != null && !person.name.equals(name)) {
            throw damaged(sql, "user", person.id);
        }
        return person;
    }

    static Person known(Sql sql, String name) {
        Person person = person(sql, name);
        if (person == null) {
            throw new GalleryException.NoSuchUser(name);
        }
        return person;
    }

    static List<User> users(Sql sql, String after, int count) {
        return sql.list(PERSON + "WHERE name > ? ORDER BY name LIMIT ?", row -> readPerson(sql, row), after, count)
                .stream().map(person -> user(sql, person)).toList();
    }

    static User user(Sql sql, Person person) {
        long[] counts = new long[Event.Kind.values().length + 1];
        sql.each("SELECT kind, count(*) FROM event WHERE user = ? GROUP BY kind",
                row -> counts[Math.clamp(row.getInt(1), 0, counts.length - 1)] = row.getLong(2), person.id);
        var user = new User(person.name, Instant.ofEpochMilli(person.since), counts[code(Event.Kind.RATING)],
                counts[code(Event.Kind.CLICK)], counts[code(Event.Kind.PURCHASE)]);
        checkCount(sql, person, user.events());
        return user;
    }

    private static void checkCount(Sql sql, Person person, long found) {
        if (found != person.events) {
            throw new GalleryException.Corrupt(
                    "%s is damaged: table event shows %d rows of user %d, and %d were written; restore a snapshot"
                            .formatted(sql.file(), found, person.id, person.events),
                    null);
        }
    }

    /// A person's events in the order they were kept in, from the first id greater than `after`.
    static List<Event> events(Sql sql, Person person, long after, int count) {
        return sql.list(EVENT + "WHERE e.user = ? AND e.id > ? ORDER BY e.id LIMIT ?",
                row -> readEvent(sql, row, person.id), person.id, after, count);
    }

    /// A person's last events, the last first.
    static List<Event> last(Sql sql, Person person, int count) {
        return sql.list(EVENT + "WHERE e.user = ? ORDER BY e.id DESC LIMIT ?",
                row -> readEvent(sql, row, person.id), person.id, count);
    }

    /// Shows every event, in the order they were kept in.
    static void forEach(Sql sql, java.util.function.Consumer<Event> visitor) {
        sql.each(EVENT + "ORDER BY e.id", row -> visitor.accept(readEvent(sql, row, 0)));
    }

    /// Checks every row, and that users and events agree.
    static void check(Sql sql, java.util.function.Consumer<GalleryException> damage) {
        sql.each(PERSON + "ORDER BY id", row -> {
            try {
                Person person = readPerson(sql, row);
                checkCount(sql, person, sql.number("SELECT count(*) FROM event WHERE user = ?", person.id));
            } catch (GalleryException found) {
                damage.accept(found);
            }
        });
        sql.each(
                "SELECT e.id, e.user, e.item, e.kind, e.rating, e.at, e.crc, coalesce(u.name, '') FROM event e LEFT JOIN "
                        + "user u ON u.id = e.user ORDER BY e.id",
                row -> {
                    try {
                        readEvent(sql, row, 0);
                    } catch (GalleryException found) {
                        damage.accept(found);
                    }
                });
        checkIndex(sql, "event_by_user", "true", damage);
        checkIndex(sql, "event_rating", "kind = 1", damage);
    }

    private static void checkIndex(Sql sql, String index, String condition,
            java.util.function.Consumer<GalleryException> damage) {
        long rows = sql.number("SELECT count(*) FROM event NOT INDEXED WHERE " + condition);
        long entries = sql.number("SELECT count(*) FROM event INDEXED BY " + index + " WHERE " + condition);
        if (rows != entries) {
            damage.accept(new GalleryException.Corrupt(
                    "%s is damaged: index %s has %d entries for %d rows; restore a snapshot"
                            .formatted(sql.file(), index, entries, rows),
                    null));
        }
    }

    private static Person readPerson(Sql sql, ResultSet row) throws SQLException {
        var person = new Person(row.getLong(1), String.valueOf(row.getString(2)), row.getLong(3), row.getLong(4));
        if (person.checksum() != row.getLong(5)) {
            throw damaged(sql, "user", person.id);
        }
        return person;
    }

    /// @param user
    ///            whose it must be; 0 for anybody's
    private static Event readEvent(Sql sql, ResultSet row, long user) throws SQLException {
        long id = row.getLong(1);
        long whose = row.getLong(2);
        if (checksum(id, whose, row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)) != row.getLong(7)
                || (user != 0 && whose != user)) {
            throw damaged(sql, "event", id);
        }
        try {
            return new Event(id, String.valueOf(row.getString(8)), row.getLong(3),
                    kind(row.getInt(4)), row.getInt(5), Instant.ofEpochMilli(row.getLong(6)));
        } catch (RuntimeException impossible) {
            throw damaged(sql, "event", id);
        }
    }

    private static GalleryException.Corrupt damaged(Sql sql, String table, long id) {
        return new GalleryException.Corrupt(
                "%s is damaged: table %s, row %d does not match its checksum; restore a snapshot"
                        .formatted(sql.file(), table, id),
                null);
    }

    private static int code(Event.Kind kind) {
        return switch (kind) {
            case RATING -> 1;
            case CLICK -> 2;
            case PURCHASE -> 3;
        };
    }

    private static Event.Kind kind(int code) {
        return switch (code) {
            case 1 -> Event.Kind.RATING;
            case 2 -> Event.Kind.CLICK;
            case 3 -> Event.Kind.PURCHASE;
            default -> throw new IllegalStateException("no kind of event has the code " + code);
        };
    }

    private static long checksum(long... columns) {
        var checksum = new RowChecksum();
        for (long column : columns) {
            checksum.add(column);
        }
        return checksum.value();
    }
}
