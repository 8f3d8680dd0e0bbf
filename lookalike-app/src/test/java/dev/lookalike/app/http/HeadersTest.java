package dev.lookalike.app.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// What answers tell a browser, promise N7, and what it may keep.
@ExtendWith(Shop.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadersTest {
    private Shop shop;
    private Caller caller;

    @BeforeAll
    void open(Shop opened) {
        shop = opened;
        caller = new Caller(shop.server().address());
    }

    @AfterAll
    void close() {
        caller.close();
    }

    @Test
    void eachAnswer_whateverItIs_isHeldToThisSite() throws IOException, InterruptedException {
        var softly = new SoftAssertions();
        long id = shop.anId();
        for (String path : new String[]{"/", "/openapi.yaml", "/health", "/metrics", "/v1/status", "/v1/images",
                "/v1/images/" + id, "/v1/images/%d/content".formatted(id), "/v1/images/%d/thumbnail".formatted(id),
                "/v1/nowhere", "/v1/images/0", "/nothing.js"}) {
            var response = caller.send(Caller.get(path));
            String policy = header(response, "Content-Security-Policy");
            softly.assertThat(policy).as(path).contains("default-src 'none'").contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe").doesNotContain("http").doesNotContain("*");
            softly.assertThat(header(response, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            softly.assertThat(header(response, "Referrer-Policy")).as(path).isEqualTo("no-referrer");
            softly.assertThat(header(response, "Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            softly.assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).as(path).isEmpty();
            softly.assertThat(response.headers().firstValue("Server")).as(path).isEmpty();
            softly.assertThat(response.headers().firstValue("Content-Type")).as(path).isPresent();
        }
        softly.assertAll();
    }

    @Test
    void original_sent_isNeverRun() throws IOException, InterruptedException {
        var response = caller.send(Caller.get("/v1/images/%d/content".formatted(shop.anId())));

        assertThat(header(response, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(response, "Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void thumbnail_askedForWithItsVersion_isKeptForEver() throws IOException, InterruptedException {
        var image = shop.images().getFirst();
        String path = "/v1/images/%d/thumbnail?side=64".formatted(image.id());
        var kept = caller.send(Caller.get(path + "&v=" + image.sha256().substring(0, 16)));
        var plain = caller.send(Caller.get(path));
        var stale = caller.send(Caller.get(path + "&v=0123456789abcdef"));
        var same = caller.send(Caller.get(path).with("If-None-Match", header(plain, "ETag")));

        assertThat(header(kept, "Cache-Control")).contains("immutable").contains("private");
        assertThat(header(plain, "Cache-Control")).contains("no-cache");
        assertThat(header(stale, "Cache-Control")).contains("no-cache");
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
    }

    @Test
    void contract_askedCompressed_isTheSameText() throws IOException, InterruptedException {
        var plain = caller.send(Caller.get("/openapi.yaml"));
        var compressed = caller.send(Caller.get("/openapi.yaml").with("Accept-Encoding", "gzip, br"));
        var same = caller.send(Caller.get("/openapi.yaml").with("If-None-Match", header(plain, "ETag")));

        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length / 2);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(same.statusCode()).isEqualTo(304);
    }

    @Test
    void page_opened_hasNoInlineScriptOrStyle() throws IOException, InterruptedException {
        String html = new String(caller.send(Caller.get("/")).body(), StandardCharsets.UTF_8);

        assertThat(html).contains("<script").doesNotContainPattern("<script(?![^>]*\\bsrc=)[^>]*>")
                .doesNotContain("<style").doesNotContainPattern("\\sstyle=").doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("src=\"http").doesNotContain("href=\"http");
    }

    @Test
    void pageFiles_outsideTheirFolder_areNotThere() throws IOException {
        for (String path : new String[]{"/../openapi.yaml", "/%2e%2e/openapi.yaml", "/css/../../openapi.yaml",
                "/..%2fopenapi.yaml", "/web/index.html", "/module-info.class", "/js", "/js/"}) {
            int status = caller.rawStatus("GET %s HTTP/1.1\nHost: 127.0.0.1:%d\nConnection: close\n\n".formatted(path,
                    caller.port()));
            assertThat(status).as(path).isIn(400, 404);
        }
    }

    @Test
    void metrics_afterRequests_countThemByRoute() throws IOException, InterruptedException {
        caller.send(Caller.get("/v1/images/" + shop.anId()));
        String text = new String(caller.send(Caller.get("/metrics")).body(), StandardCharsets.UTF_8);

        assertThat(text).contains("lookalike_images ").containsPattern(
                "lookalike_http_requests_seconds_count\\{[^}]*route=\"/v1/images/\\{id}\"[^}]*status=\"200\"");
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
