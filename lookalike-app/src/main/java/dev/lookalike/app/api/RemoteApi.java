package dev.lookalike.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Crop;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Asks a running server over HTTP.
public final class RemoteApi implements Api {
    static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private final URI address;
    private final String key;
    private final Duration patience;
    private final HttpClient http;

    /// @param address
    ///            of the server, such as `http://127.0.0.1:8080`
    /// @param key
    ///            that opens it
    /// @param patience
    ///            how long an answer may take to begin; a question that embeds pictures gets more
    public RemoteApi(URI address, String key, Duration patience) {
        this.address = address;
        this.key = key;
        this.patience = patience;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience).build();
    }

    @Override
    public Image add(byte[] content, String name) {
        return post("/v1/images?name=" + encoded(name), content, BYTES, Image.class);
    }

    @Override
    public Job add(Path fileOrFolder) {
        return post("/v1/folders", place(fileOrFolder), JSON, Job.class);
    }

    @Override
    public Job sync() {
        return post("/v1/sync", new byte[0], JSON, Job.class);
    }

    @Override
    public void remove(long id) {
        send("DELETE", "/v1/images/" + id, BodyPublishers.noBody(), null, patience);
    }

    @Override
    public Image image(long id) {
        return get("/v1/images/" + id, Image.class);
    }

    @Override
    public Images images(Search.Filter filter, long after, int count) {
        return get("/v1/images?after=%d&count=%d%s".formatted(after, count, parameters(filter)), Images.class);
    }

    @Override
    public Layout layout(Search.Filter filter, long after, int count) {
        return get("/v1/layout?after=%d&count=%d%s".formatted(after, count, parameters(filter)), Layout.class);
    }

    @Override
    public Content content(long id) {
        return content("/v1/images/%d/content".formatted(id));
    }

    @Override
    public byte[] thumbnail(long id, int side) {
        return bytes("/v1/images/%d/thumbnail?side=%d".formatted(id, side));
    }

    @Override
    public Answer similar(long id, int count, Metric metric, boolean exact) {
        return get("/v1/images/%d/similar?count=%d&metric=%s&exact=%s".formatted(id, count, metric, exact),
                Answer.class);
    }

    @Override
    public Answer similar(byte[] content, Crop crop, int count, Metric metric, boolean exact) {
        return post("/v1/similar?count=%d&metric=%s&exact=%s&crop=%s,%s,%s,%s".formatted(count, metric, exact,
                crop.left(), crop.top(), crop.width(), crop.height()), content, BYTES, Answer.class);
    }

    @Override
    public Answer similar(String words, int count, Metric metric, boolean exact) {
        return get("/v1/similar?words=%s&count=%d&metric=%s&exact=%s".formatted(encoded(words), count, metric, exact),
                Answer.class);
    }

    @Override
    public Upload upload(byte[] content, String name) {
        return post("/v1/uploads?name=" + encoded(name), content, BYTES, Upload.class);
    }

    @Override
    public Content uploaded(String id) {
        return content("/v1/uploads/%s/content".formatted(encoded(id)));
    }

    @Override
    public byte[] uploadedThumbnail(String id, int side) {
        return bytes("/v1/uploads/%s/thumbnail?side=%d".formatted(encoded(id), side));
    }

    @Override
    public Answer search(Search search) {
        return post("/v1/search", Json.bytes(search), JSON, Answer.class);
    }

    @Override
    public Explanation explain(Explain explain) {
        return post("/v1/explain", Json.bytes(explain), JSON, Explanation.class);
    }

    @Override
    public Folders folders() {
        return get("/v1/folders", Folders.class);
    }

    @Override
    public Categories categories() {
        return get("/v1/categories", Categories.class);
    }

    @Override
    public Rejections rejections(String after, int count) {
        return get("/v1/rejections?after=%s&count=%d".formatted(encoded(after), count), Rejections.class);
    }

    @Override
    public Rules rules() {
        return get("/v1/rules", Rules.class);
    }

    @Override
    public Fields fields() {
        return get("/v1/fields", Fields.class);
    }

    @Override
    public Values values(String field, Search.Filter filter, int count) {
        return get("/v1/values?field=%s&count=%d%s".formatted(encoded(field), count, parameters(filter)), Values.class);
    }

    @Override
    public Image describe(long id, Map<String, String> metadata) {
        return value(send("PUT", "/v1/images/%d/metadata".formatted(id), BodyPublishers.ofByteArray(
                Json.bytes(new Metadata(metadata))), JSON, patience), Image.class);
    }

    @Override
    public Job describe(Path table) {
        return post("/v1/descriptions", place(table), JSON, Job.class);
    }

    @Override
    public Status status() {
        return get("/v1/status", Status.class);
    }

    @Override
    public Evaluations evaluations(Protocol protocol) {
        return get("/v1/evaluations?queries=%d&ask=%s&among=%s".formatted(protocol.queries(),
                encoded(protocol.ask()), encoded(protocol.among())), Evaluations.class);
    }

    @Override
    public Evaluations lastEvaluations() {
        return get("/v1/evaluations/last", Evaluations.class);
    }

    @Override
    public Job evaluate(Protocol protocol) {
        return post("/v1/evaluations", Json.bytes(protocol), JSON, Job.class);
    }

    @Override
    public Job verify() {
        return post("/v1/verifications", new byte[0], JSON, Job.class);
    }

    @Override
    public Job repair() {
        return post("/v1/repairs", new byte[0], JSON, Job.class);
    }

    @Override
    public Engines engines() {
        return get("/v1/engines", Engines.class);
    }

    @Override
    public Index index() {
        return get("/v1/index", Index.class);
    }

    @Override
    public Job tune(double recall) {
        return post("/v1/index", Json.bytes(new Recall(recall)), JSON, Job.class);
    }

    @Override
    public Job train(Training training) {
        return post("/v1/trainings", Json.bytes(training), JSON, Job.class);
    }

    @Override
    public Job undoTraining() {
        return post("/v1/trainings/undo", new byte[0], JSON, Job.class);
    }

    @Override
    public PictureMap map(Projection by) {
        return get("/v1/map?by=" + by, PictureMap.class);
    }

    @Override
    public Clusters clusters() {
        return get("/v1/clusters", Clusters.class);
    }

    @Override
    public Job drawMap() {
        return post("/v1/map", new byte[0], JSON, Job.class);
    }

    @Override
    public Models models() {
        return get("/v1/models", Models.class);
    }

    @Override
    public Job compare(Comparing comparing) {
        return post("/v1/comparisons", Json.bytes(comparing), JSON, Job.class);
    }

    @Override
    public Job inspect(Inspection inspection) {
        return post("/v1/inspections", Json.bytes(inspection), JSON, Job.class);
    }

    @Override
    public UsersApi users() {
        return new RemoteUsers(this);
    }

    @Override
    public OutfitsApi outfits() {
        return new RemoteOutfits(this);
    }

    @Override
    public Job snapshot(Path file) {
        return post("/v1/snapshots", place(file), JSON, Job.class);
    }

    @Override
    public Job exportTo(Path folder) {
        return post("/v1/exports", place(folder), JSON, Job.class);
    }

    @Override
    public Job importFrom(Path folder) {
        return post("/v1/imports", place(folder), JSON, Job.class);
    }

    @Override
    public Job job(long id) {
        return get("/v1/jobs/" + id, Job.class);
    }

    @Override
    public Job stop(long id) {
        return post("/v1/jobs/%d/stop".formatted(id), new byte[0], JSON, Job.class);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// Asks for something that has no answer but its success.
    void change(String method, String path, @Nullable Object body) {
        send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)),
                body == null ? null : JSON, patience);
    }

    private byte[] bytes(String path) {
        return send("GET", path, BodyPublishers.noBody(), null, patience.multipliedBy(3));
    }

    <T> T get(String path, Class<T> type) {
        return value(send("GET", path, BodyPublishers.noBody(), null, patience.multipliedBy(6)), type);
    }

    <T> T post(String path, byte[] body, String contentType, Class<T> type) {
        return value(send("POST", path, BodyPublishers.ofByteArray(body), contentType, patience.multipliedBy(6)),
                type);
    }

    private Content content(String path) {
        var response = ask(request("GET", path, BodyPublishers.noBody(), null, patience), BodyHandlers.ofInputStream());
        InputStream body = response.body();
        if (response.statusCode() != 200) {
            try (body) {
                throw new ProblemException(problem(response.statusCode(), body.readAllBytes()));
            } catch (IOException failure) {
                throw unavailable(failure);
            }
        }
        var headers = response.headers();
        return new Content(headers.firstValue("Content-Type").orElse(BYTES),
                headers.firstValueAsLong("Content-Length").orElse(-1),
                headers.firstValue("ETag").orElse("").replace("\"", ""), body);
    }

    private byte[] send(String method, String path, BodyPublisher body, @Nullable String contentType,
            Duration timeout) {
        var response = ask(request(method, path, body, contentType, timeout), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new ProblemException(problem(response.statusCode(), response.body()));
        }
        return response.body();
    }

    private HttpRequest request(String method, String path, BodyPublisher body, @Nullable String contentType,
            Duration timeout) {
        var request = HttpRequest.newBuilder(address.resolve(path)).method(method, body).timeout(timeout)
                .header("Authorization", "Bearer " + key).header("X-Lookalike", "1");
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return request.build();
    }

    private <B> HttpResponse<B> ask(HttpRequest request, HttpResponse.BodyHandler<B> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException failure) {
            throw unavailable(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw unavailable(failure);
        }
    }

    private ProblemException unavailable(Exception failure) {
        return new ProblemException(Kind.UNAVAILABLE, "the server at %s does not answer (%s); is it still running?"
                .formatted(address, failure.getClass().getSimpleName()));
    }

    private static <T> T value(byte[] body, Class<T> type) {
        try {
            return Json.readAnswer(body, type);
        } catch (JacksonException wrong) {
            throw new ProblemException(Kind.UNAVAILABLE, "the server's answer is not understood: "
                    + wrong.getOriginalMessage() + "; is it of the same version?");
        }
    }

    private static Problem problem(int status, byte[] body) {
        try {
            return Json.readAnswer(body, Problem.class);
        } catch (JacksonException _) {
            return Problem.of(Kind.UNAVAILABLE,
                    "the server answered %d without saying why; is it a Lookalike server?".formatted(status));
        }
    }

    static byte[] place(Path path) {
        return Json.bytes(new Place(path.toAbsolutePath().normalize().toString()));
    }

    private static String parameters(Search.Filter filter) {
        if (filter.ids() != null) {
            throw new IllegalArgumentException("a listing is not filtered by ids; ask for each picture by its id");
        }
        return (filter.folder() == null ? "" : "&folder=" + encoded(filter.folder()))
                + (filter.category() == null ? "" : "&category=" + encoded(filter.category()))
                + (filter.where() == null ? "" : "&where=" + encoded(filter.where()));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
