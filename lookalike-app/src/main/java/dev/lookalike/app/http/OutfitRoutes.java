package dev.lookalike.app.http;

import java.util.stream.Stream;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Images;
import dev.lookalike.app.api.Members;
import dev.lookalike.app.api.Outfit;

/// The lines of the contract that are about what goes together.
final class OutfitRoutes {
    private final Api api;
    private final Gate questions;

    OutfitRoutes(Api api, Gate questions) {
        this.api = api;
        this.questions = questions;
    }

    Stream<Route> all() {
        return Stream.of(
                Route.get("/v1/outfits",
                        asked -> Routes.ok(asked, api.outfits().all(asked.text("after", "", Outfit.MAX_NAME),
                                asked.count(100, Images.MAX_COUNT))))
                        .taking("after", "count"),
                Route.get("/v1/images/{id}/goes-with",
                        asked -> Routes.ok(asked, api.outfits().goesWith(asked.id("id"), asked.matches())))
                        .taking("count").through(questions),
                Route.post("/v1/outfits/table", Body.JSON,
                        asked -> Routes.begun(asked, api.outfits().keep(Routes.path(asked)))).needing(Scope.ADMIN),
                Route.put("/v1/outfits/{outfit}", Body.JSON,
                        asked -> Routes.done(asked, () -> api.outfits().keep(name(asked), asked.json(Members.class)))),
                Route.delete("/v1/outfits/{outfit}",
                        asked -> Routes.done(asked, () -> api.outfits().remove(name(asked)))));
    }

    private static String name(Asked asked) {
        return dev.lookalike.gallery.Outfit.checkName(asked.request().pathParam("outfit"));
    }
}
