package dev.lookalike.app.api;

import java.nio.file.Path;

/// Asks a running server about people.
final class RemoteUsers implements UsersApi {
    private final RemoteApi server;

    RemoteUsers(RemoteApi server) {
        this.server = server;
    }

    @Override
    public void rate(String user, long image, int rating) {
        server.change("PUT", "%s/ratings/%d".formatted(path(user), image), new Rating(rating));
    }

    @Override
    public void unrate(String user, long image) {
        server.change("DELETE", "%s/ratings/%d".formatted(path(user), image), null);
    }

    @Override
    public void keep(Happened happened) {
        server.change("POST", "/v1/events", happened);
    }

    @Override
    public Job keep(Path table) {
        return server.post("/v1/events/table", RemoteApi.place(table), RemoteApi.JSON, Job.class);
    }

    @Override
    public Users all(String after, int count) {
        return server.get("/v1/users?after=%s&count=%d".formatted(RemoteApi.encoded(after), count), Users.class);
    }

    @Override
    public User user(String name) {
        return server.get(path(name), User.class);
    }

    @Override
    public Events events(String user, long after, int count) {
        return server.get("%s/events?after=%d&count=%d".formatted(path(user), after, count), Events.class);
    }

    @Override
    public Job taste(Tasting tasting) {
        return server.post("/v1/tastes", Json.bytes(tasting), RemoteApi.JSON, Job.class);
    }

    @Override
    public void delete(String user) {
        server.change("DELETE", path(user), null);
    }

    private static String path(String user) {
        return "/v1/users/" + RemoteApi.encoded(dev.lookalike.gallery.Event.checkUser(user)).replace("+", "%20");
    }
}
