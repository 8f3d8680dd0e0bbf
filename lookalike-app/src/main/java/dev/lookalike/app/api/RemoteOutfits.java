package dev.lookalike.app.api;

import java.nio.file.Path;

/// Asks a running server about what goes together.
final class RemoteOutfits implements OutfitsApi {
    private final RemoteApi server;

    RemoteOutfits(RemoteApi server) {
        this.server = server;
    }

    @Override
    public void keep(String name, Members members) {
        server.change("PUT", path(name), members);
    }

    @Override
    public Job keep(Path table) {
        return server.post("/v1/outfits/table", RemoteApi.place(table), RemoteApi.JSON, Job.class);
    }

    @Override
    public Outfits all(String after, int count) {
        return server.get("/v1/outfits?after=%s&count=%d".formatted(RemoteApi.encoded(after), count), Outfits.class);
    }

    @Override
    public Answer goesWith(long image, int count) {
        return server.get("/v1/images/%d/goes-with?count=%d".formatted(image, count), Answer.class);
    }

    @Override
    public void remove(String name) {
        server.change("DELETE", path(name), null);
    }

    private static String path(String name) {
        return "/v1/outfits/" + RemoteApi.encoded(dev.lookalike.gallery.Outfit.checkName(name)).replace("+", "%20");
    }
}
