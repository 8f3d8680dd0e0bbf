package dev.lookalike.app.http;

import java.io.IOException;
import java.nio.file.Files;

import dev.lookalike.app.http.Caller.Call;
import dev.lookalike.app.http.Contract.Operation;
import tools.jackson.databind.JsonNode;

/// A request that goes well, for each operation of the contract.
final class Requests {
    private static final String USER = "ana";

    private final Shop shop;
    private final Caller caller;
    private final Contract contract;
    private final String upload;
    private final long job;

    Requests(Shop shop, Caller caller, Contract contract) throws IOException, InterruptedException {
        this.shop = shop;
        this.caller = caller;
        this.contract = contract;
        shop.api().users().rate(USER, shop.anId(), 3);
        upload = shop.api().upload(Drawing.jpeg(0, 0), "asked.jpg").id();
        job = shop.api().await(shop.api().sync(), _ -> {}).id();
    }

    Call good(Operation operation) throws IOException, InterruptedException {
        return good(operation, "");
    }

    /// With more in the query, such as `?count=3`.
    Call good(Operation operation, String query) throws IOException, InterruptedException {
        return fill(operation, new Call(operation.method(), path(operation) + complete(operation, query)));
    }

    /// The query with what an operation cannot do without.
    private static String complete(Operation operation, String query) {
        boolean needsWords = operation.toString().equals("GET /v1/similar") && !query.contains("words=");
        return needsWords ? (query.isEmpty() ? "?" : query + "&") + "words=red+dress" : query;
    }

    /// The path with an id in it that there is.
    String path(Operation operation) throws IOException {
        String id = Long.toString(operation.toString().equals("DELETE /v1/images/{id}")
                ? shop.api().add(Drawing.png(40, 30), "passing.png").id()
                : shop.anId());
        if (operation.path().endsWith("/goes-with")) {
            shop.wear();
        }
        if (operation.path().contains("{user}")) {
            shop.api().users().rate(USER, shop.anId(), 3);
        }
        return operation.path().replace("{user}", USER).replace("{id}", id).replace("{outfit}", "evening")
                .replace("{upload}", upload).replace("{job}",
                        Long.toString(job));
    }

    /// The same with a body that is right.
    Call fill(Operation operation, Call call) throws IOException, InterruptedException {
        call.key(shop.server().key(Scope.ADMIN));
        if (contract.takesPicture(operation)) {
            return call.body("image/jpeg", Drawing.jpeg(1, 1));
        }
        return contract.bodySchema(operation).isMissingNode() ? call : call.json(json(operation));
    }

    /// A body with every field in it.
    JsonNode json(Operation operation) throws IOException, InterruptedException {
        long image = shop.anId();
        return switch (operation.path()) {
            case "/v1/search" -> Caller.JSON.readTree(
                    """
                    {"parts": [{"image": %d, "weight": 1.5, "crop": {"left": 0.1, "top": 0, "width": 0.5, "height": 1}},
                               {"upload": "%s", "weight": 0.5}, {"words": "red dress", "weight": -0.5},
                               {"for": "ana", "weight": 0.5}],
                     "metric": "cosine", "count": 5, "exact": true, "filter": {"folder": "", "category": "tench", "ids": [%d],
                     "where": "colour exists"},
                     "context": {"weather": "rain", "temperature": 8.5, "season": "winter", "occasion": "wedding",
                     "date": "2026-12-05", "time": "18:30", "place": "Oslo", "strength": 0.25,
                     "plans": [{"title": "wedding", "date": "2026-12-06"}]}}
                    """.formatted(
                            image, upload, image));
            case "/v1/explain" -> Caller.JSON.readTree(
                    """
                    {"parts": [{"image": %d, "weight": 1, "crop": {"left": 0.1, "top": 0, "width": 0.5, "height": 1}}],
                     "metric": "cosine", "image": %d}
                    """.formatted(image, image));
            case "/v1/users/{user}/ratings/{id}" -> Caller.JSON.createObjectNode().put("rating", 4);
            case "/v1/events" ->
                Caller.JSON.readTree("""
                                     {"events": [{"user": "ana", "image": %d, "kind": "rating", "rating": 5,
                                                  "at": "2026-01-31T08:00:00Z"}]}
                                     """.formatted(image));
            case "/v1/outfits/table" -> place(Files.writeString(shop.place("outfits.csv"),
                    "outfit,id\nevening,%d\nevening,%d\n".formatted(image, another(image))).toString());
            case "/v1/outfits/{outfit}" -> Caller.JSON.readTree("{\"images\": [%d, %d]}".formatted(image,
                    another(image)));
            case "/v1/tastes" -> Caller.JSON.createObjectNode().put("seed", 1);
            case "/v1/events/table" -> place(Files.writeString(shop.place("events.csv"),
                    "user,id,rating\nana,%d,5\n".formatted(image)).toString());
            case "/v1/images/{id}/metadata" -> Caller.JSON.readTree("{\"colour\": \"red\"}");
            case "/v1/descriptions" -> place(table());
            case "/v1/index" -> Caller.JSON.createObjectNode().put("recall", 0.95);
            // Nothing is told in this field, so that other tests find their pictures as before.
            case "/v1/trainings" -> Caller.JSON.createObjectNode().put("labels", "untold").put("ask", "test")
                    .put("among", "train").put("seed", 1);
            case "/v1/evaluations" -> Caller.JSON.createObjectNode().put("queries", 4).put("ask", "").put("among", "");
            case "/v1/comparisons" -> Caller.JSON.readTree(
                    """
                    {"models": ["efficientnet-lite2-int8"], "spaces": ["as-is"], "metrics": ["cosine"], "engines": [],
                     "labels": "folder", "ask": "discs", "among": ""}
                    """);
            case "/v1/inspections" -> Caller.JSON.createObjectNode().put("labels", "folder").put("count", 2);
            case "/v1/folders" -> place(shop.pictures().toString());
            case "/v1/imports" -> place(exported());
            default -> place(shop.place("written").toString());
        };
    }

    private long another(long image) throws IOException, InterruptedException {
        return shop.images().stream().mapToLong(dev.lookalike.app.api.Image::id).filter(id -> id != image).findFirst()
                .orElseThrow();
    }

    private String table() throws IOException {
        return Files.writeString(shop.place("table.csv"), "id,colour\n%d,red\n".formatted(shop.anId())).toString();
    }

    private String exported() throws IOException, InterruptedException {
        var place = shop.place("exported");
        shop.api().await(shop.api().exportTo(place), _ -> {});
        return place.toString();
    }

    private JsonNode place(String path) {
        return Caller.JSON.createObjectNode().put("path", path);
    }

    Caller caller() {
        return caller;
    }
}
