package dev.lookalike.app.http;

import java.util.List;
import java.util.stream.Stream;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Happened;
import dev.lookalike.app.api.Images;
import dev.lookalike.app.api.Metric;
import dev.lookalike.app.api.Rating;
import dev.lookalike.app.api.Search;
import dev.lookalike.app.api.Tasting;
import dev.lookalike.app.api.User;

/// The lines of the contract that are about people. What is kept of them is for those who may write.
final class UserRoutes {
    private final Api api;
    private final Gate questions;

    UserRoutes(Api api, Gate questions) {
        this.api = api;
        this.questions = questions;
    }

    Stream<Route> all() {
        return Stream.of(
                Route.get("/v1/users",
                        asked -> Routes.ok(asked, api.users().all(asked.text("after", "", User.MAX_NAME),
                                asked.count(100, Images.MAX_COUNT))))
                        .taking("after", "count").needing(Scope.WRITE),
                Route.get("/v1/users/{user}", asked -> Routes.ok(asked, api.users().user(asked.user())))
                        .needing(Scope.WRITE),
                Route.delete("/v1/users/{user}", asked -> Routes.done(asked, () -> api.users().delete(asked.user()))),
                Route.get("/v1/users/{user}/events",
                        asked -> Routes.ok(asked, api.users().events(asked.user(), asked.after(),
                                asked.count(100, Images.MAX_COUNT))))
                        .taking("after", "count").needing(Scope.WRITE),
                Route.get("/v1/users/{user}/recommendations", this::recommend)
                        .taking("count", "exact", "folder", "category", "where").through(questions),
                Route.put("/v1/users/{user}/ratings/{id}", Body.JSON,
                        asked -> Routes.done(asked, () -> api.users().rate(asked.user(), asked.id("id"),
                                asked.json(Rating.class).rating()))),
                Route.delete("/v1/users/{user}/ratings/{id}",
                        asked -> Routes.done(asked, () -> api.users().unrate(asked.user(), asked.id("id")))),
                Route.post("/v1/events", Body.JSON,
                        asked -> Routes.done(asked, () -> api.users().keep(asked.json(Happened.class))))
                        .needing(Scope.WRITE),
                Route.post("/v1/tastes", Body.JSON,
                        asked -> Routes.begun(asked, api.users().taste(asked.json(Tasting.class))))
                        .needing(Scope.WRITE),
                Route.post("/v1/events/table", Body.JSON,
                        asked -> Routes.begun(asked, api.users().keep(Routes.path(asked)))).needing(Scope.ADMIN));
    }

    private void recommend(Asked asked) {
        Routes.ok(asked, api.search(Search.nearest(List.of(Search.Part.user(asked.user())), Metric.COSINE,
                asked.matches(), asked.filter(), asked.truth("exact"))));
    }
}
