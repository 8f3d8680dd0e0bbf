package dev.lookalike.app.api;

import java.nio.file.Path;

/// Everything that can be asked of a gallery about people, as [Api] says.
public interface UsersApi {
    /// Keeps how much a person likes a picture.
    void rate(String user, long image, int rating);

    /// Takes a rating back; nothing changes where there was none.
    void unrate(String user, long image);

    /// Keeps what people did, all of it or nothing.
    void keep(Happened happened);

    /// Begins to keep what a table says people did.
    Job keep(Path table);

    /// People by name, from the first whose name is greater than `after`.
    Users all(String after, int count);

    /// What is kept about a person, counted.
    User user(String name);

    /// What a person did, from the first id greater than `after`.
    Events events(String user, long after, int count);

    /// Begins to learn what people like, with several models, and to measure each; the finished job says how good they are.
    Job taste(Tasting tasting);

    /// Forgets a person and everything kept about them.
    void delete(String user);
}
