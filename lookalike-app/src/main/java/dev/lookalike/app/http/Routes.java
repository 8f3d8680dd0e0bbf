package dev.lookalike.app.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Comparing;
import dev.lookalike.app.api.Explain;
import dev.lookalike.app.api.Images;
import dev.lookalike.app.api.Inspection;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.Metadata;
import dev.lookalike.app.api.Place;
import dev.lookalike.app.api.Protocol;
import dev.lookalike.app.api.Recall;
import dev.lookalike.app.api.Rejections;
import dev.lookalike.app.api.Search;
import dev.lookalike.app.api.Training;
import dev.lookalike.app.api.Values;
import dev.lookalike.app.api.Version;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;

/// The contract `openapi.yaml`, line by line.
final class Routes {
    private static final String CONTRACT = "/dev/lookalike/app/openapi.yaml";
    private static final int MAX_NAME = 255;
    private static final int MAX_KEY = 100;
    private static final int YEAR = 31_536_000;

    private final Api api;
    private final Guard guard;
    private final Events events;
    private final Metrics metrics;
    private final Page page = new Page();
    private final UserRoutes people;
    private final Gate questions;
    private final Gate thumbnails;
    private final Gate evaluations;

    Routes(Api api, Guard guard, Events events, Metrics metrics, Load load) {
        this.api = api;
        this.guard = guard;
        this.events = events;
        this.metrics = metrics;
        questions = load.questionGate();
        people = new UserRoutes(api, questions);
        thumbnails = load.thumbnailGate();
        evaluations = load.evaluationGate();
        metrics.gauge("lookalike.questions", "Questions that are being answered", questions);
        metrics.gauge("lookalike.thumbnails", "Thumbnails that are being made", thumbnails);
    }

    void close() {
        questions.close();
        thumbnails.close();
        evaluations.close();
    }

    Stream<Route> all() {
        return Stream
                .of(pictures(), questions(), people.all(), new OutfitRoutes(api, questions).all(), work(), service())
                .flatMap(routes -> routes);
    }

    private Stream<Route> pictures() {
        return Stream.of(
                Route.get("/v1/images",
                        asked -> ok(asked, api.images(asked.filter(), asked.after(),
                                asked.count(100, Images.MAX_COUNT))))
                        .taking("after", "count", "folder", "category", "where"),
                Route.post("/v1/images", Body.PICTURE, this::add).taking("name").needing(Scope.WRITE)
                        .through(questions),
                Route.get("/v1/images/{id}", asked -> ok(asked, api.image(asked.id("id")))),
                Route.delete("/v1/images/{id}", this::remove),
                Route.get("/v1/images/{id}/content",
                        asked -> Replies.content(asked.request(), api.content(asked.id("id")))),
                Route.get("/v1/images/{id}/thumbnail", this::thumbnail).taking("side", "v").through(thumbnails),
                Route.get("/v1/layout",
                        asked -> ok(asked, api.layout(asked.filter(), asked.after(),
                                asked.count(Images.MAX_COUNT, Images.MAX_COUNT))))
                        .taking("after", "count", "folder", "category", "where"),
                Route.get("/v1/folders", asked -> ok(asked, api.folders())),
                Route.get("/v1/categories", asked -> ok(asked, api.categories())),
                Route.get("/v1/rules", asked -> ok(asked, api.rules())),
                Route.get("/v1/fields", asked -> ok(asked, api.fields())),
                Route.get("/v1/values", this::values).taking("field", "count", "folder", "category", "where"),
                Route.put("/v1/images/{id}/metadata", Body.JSON,
                        asked -> ok(asked, api.describe(asked.id("id"), asked.json(Metadata.class).fields()))),
                Route.get("/v1/rejections",
                        asked -> ok(asked, api.rejections(asked.text("after", "", Place.MAX_LENGTH),
                                asked.count(100, Rejections.MAX_COUNT))))
                        .taking("after", "count"));
    }

    private Stream<Route> questions() {
        return Stream.of(
                Route.get("/v1/images/{id}/similar",
                        asked -> ok(asked,
                                api.similar(asked.id("id"), asked.matches(), asked.metric(), asked.truth("exact"))))
                        .taking("count", "metric", "exact").through(questions),
                Route.get("/v1/similar",
                        asked -> ok(asked,
                                api.similar(asked.words(), asked.matches(), asked.metric(), asked.truth("exact"))))
                        .taking("words", "count", "metric", "exact").through(questions),
                Route.post("/v1/similar", Body.PICTURE,
                        asked -> ok(asked,
                                api.similar(asked.body(), asked.crop(), asked.matches(), asked.metric(),
                                        asked.truth("exact"))))
                        .taking("count", "metric", "exact", "crop").through(questions),
                Route.post("/v1/uploads", Body.PICTURE, this::upload).taking("name").through(questions),
                Route.get("/v1/uploads/{upload}/content",
                        asked -> Replies.content(asked.request(), api.uploaded(asked.uploadId()))),
                Route.get("/v1/uploads/{upload}/thumbnail", this::uploadedThumbnail).taking("side")
                        .through(thumbnails),
                Route.post("/v1/search", Body.JSON, asked -> ok(asked, api.search(asked.json(Search.class))))
                        .through(questions),
                Route.post("/v1/explain", Body.JSON, asked -> ok(asked, api.explain(asked.json(Explain.class))))
                        .through(questions),
                Route.get("/v1/evaluations", asked -> ok(asked, api.evaluations(asked.protocol())))
                        .taking("queries", "ask", "among").through(evaluations),
                Route.get("/v1/evaluations/last", asked -> ok(asked, api.lastEvaluations())),
                Route.get("/v1/map", asked -> ok(asked, api.map(asked.projection()))).taking("by").through(questions),
                Route.get("/v1/clusters", asked -> ok(asked, api.clusters())).through(questions));
    }

    private Stream<Route> work() {
        return Stream.of(
                Route.post("/v1/folders", Body.JSON, asked -> begun(asked, api.add(path(asked))))
                        .needing(Scope.ADMIN),
                Route.post("/v1/descriptions", Body.JSON, asked -> begun(asked, api.describe(path(asked))))
                        .needing(Scope.ADMIN),
                Route.post("/v1/sync", Body.NONE, asked -> begun(asked, api.sync())).needing(Scope.WRITE),
                Route.post("/v1/verifications", Body.NONE, asked -> begun(asked, api.verify())).needing(Scope.ADMIN),
                Route.post("/v1/repairs", Body.NONE, asked -> begun(asked, api.repair())).needing(Scope.ADMIN),
                Route.get("/v1/engines", asked -> ok(asked, api.engines())),
                Route.get("/v1/index", asked -> ok(asked, api.index())).through(evaluations),
                Route.post("/v1/index", Body.JSON,
                        asked -> begun(asked, api.tune(asked.json(Recall.class).recall()))).needing(Scope.ADMIN),
                Route.post("/v1/evaluations", Body.JSON,
                        asked -> begun(asked, api.evaluate(asked.json(Protocol.class)))).needing(Scope.WRITE),
                Route.post("/v1/trainings", Body.JSON,
                        asked -> begun(asked, api.train(asked.json(Training.class)))).needing(Scope.ADMIN),
                Route.post("/v1/trainings/undo", Body.NONE, asked -> begun(asked, api.undoTraining()))
                        .needing(Scope.ADMIN),
                Route.post("/v1/map", Body.NONE, asked -> begun(asked, api.drawMap())).needing(Scope.WRITE),
                Route.get("/v1/models", asked -> ok(asked, api.models())),
                Route.post("/v1/comparisons", Body.JSON,
                        asked -> begun(asked, api.compare(asked.json(Comparing.class)))).needing(Scope.WRITE),
                Route.post("/v1/inspections", Body.JSON,
                        asked -> begun(asked, api.inspect(asked.json(Inspection.class)))).needing(Scope.WRITE),
                Route.post("/v1/snapshots", Body.JSON, asked -> begun(asked, api.snapshot(path(asked))))
                        .needing(Scope.ADMIN),
                Route.post("/v1/exports", Body.JSON, asked -> begun(asked, api.exportTo(path(asked))))
                        .needing(Scope.ADMIN),
                Route.post("/v1/imports", Body.JSON, asked -> begun(asked, api.importFrom(path(asked))))
                        .needing(Scope.ADMIN),
                Route.get("/v1/jobs/{job}", asked -> ok(asked, api.job(asked.id("job")))),
                Route.post("/v1/jobs/{job}/stop", Body.NONE, asked -> begun(asked, api.stop(asked.id("job"))))
                        .needing(Scope.WRITE),
                Route.get("/v1/status", asked -> ok(asked, api.status())),
                Route.get("/v1/events", asked -> events.answer(asked.request())));
    }

    private Stream<Route> service() {
        return Stream.of(
                Route.get("/", this::page).taking("key").linked().needing(Scope.NONE),
                Route.get("/openapi.yaml", asked -> page.answerResource(asked.request(), CONTRACT)),
                Route.get("/health",
                        asked -> ok(asked, Map.of("status", "ready", "version", Version.current())))
                        .needing(Scope.NONE),
                Route.get("/metrics",
                        asked -> asked.request().contentType(Metrics.CONTENT_TYPE).result(metrics.text())));
    }

    /// Answers with a file of the page, if there is one at this path.
    boolean pageFile(Context request) {
        return page.answer(request, request.path().substring(1));
    }

    private void add(Asked asked) {
        var image = api.add(asked.body(), asked.text("name", "picture", MAX_NAME));
        asked.request().header("Location", "/v1/images/" + image.id());
        Replies.json(asked.request(), 201, image);
    }

    private void remove(Asked asked) {
        done(asked, () -> api.remove(asked.id("id")));
    }

    /// Answers that it is done, with nothing else to say.
    static void done(Asked asked, Runnable work) {
        work.run();
        asked.request().status(HttpStatus.NO_CONTENT);
    }

    private void values(Asked asked) {
        ok(asked, api.values(asked.text("field", "", Values.MAX_FIELD), asked.filter(),
                asked.count(100, Values.MAX_COUNT)));
    }

    private void upload(Asked asked) {
        var upload = api.upload(asked.body(), asked.text("name", "picture", MAX_NAME));
        asked.request().header("Location", "/v1/uploads/%s/content".formatted(upload.id()));
        Replies.json(asked.request(), 201, upload);
    }

    /// A thumbnail never changes as long as its picture's bytes do not: asked for with their hash, it is kept for ever.
    private void thumbnail(Asked asked) {
        long id = asked.id("id");
        int side = side(asked);
        String version = asked.version();
        var request = asked.request();
        String sha256 = api.image(id).sha256();
        boolean lasting = version != null && sha256.startsWith(version);
        request.header("Cache-Control",
                lasting ? "private, max-age=%d, immutable".formatted(YEAR) : "private, no-cache");
        if (!Replies.unchanged(request, "%s-%d".formatted(sha256, side))) {
            request.contentType("image/jpeg").result(api.thumbnail(id, side));
        }
    }

    private void uploadedThumbnail(Asked asked) {
        var request = asked.request();
        byte[] jpeg = api.uploadedThumbnail(asked.uploadId(), side(asked));
        request.header("Cache-Control", "private, max-age=%d, immutable".formatted(YEAR));
        if (!Replies.unchanged(request, Replies.etag(jpeg))) {
            request.contentType("image/jpeg").result(jpeg);
        }
    }

    private static int side(Asked asked) {
        return (int) asked.number("side", 320, 16, 2_048);
    }

    /// The page, to a caller who may read; a key in the address moves into a cookie first, out of sight.
    private void page(Asked asked) {
        var request = asked.request();
        String key = request.queryParam("key");
        if (key != null) {
            guard.known(asked.text("key", "", MAX_KEY));
            request.cookie(new Cookie(Guard.COOKIE, key, "/", YEAR, false, true, null, SameSite.STRICT));
            request.redirect("/", HttpStatus.SEE_OTHER);
            return;
        }
        Guard.demand(Scope.READ, Server.caller(request));
        if (!page.answer(request, "index.html")) {
            throw new ProblemException(Kind.NO_SUCH_ROUTE, "this build has no page; ask the routes of /openapi.yaml");
        }
    }

    static void ok(Asked asked, Object value) {
        Replies.json(asked.request(), 200, value);
    }

    static void begun(Asked asked, Job job) {
        asked.request().header("Location", "/v1/jobs/" + job.id());
        Replies.json(asked.request(), 202, job);
    }

    static Path path(Asked asked) {
        var path = Path.of(asked.json(Place.class).path());
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("path is %s; give an absolute one".formatted(path));
        }
        return path;
    }
}
