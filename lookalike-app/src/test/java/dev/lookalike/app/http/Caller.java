package dev.lookalike.app.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests as they are told, right or wrong.
final class Caller implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Caller(URI address) {
        this.address = address;
    }

    /// A request that can be changed before it is sent.
    static final class Call {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte[] body = {};

        Call(String method, String path) {
            this.method = method;
            this.path = path;
            if (!method.equals("GET")) {
                headers.put("X-Lookalike", "1");
            }
        }

        Call with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        Call without(String header) {
            headers.remove(header);
            return this;
        }

        Call key(String key) {
            return with("Authorization", "Bearer " + key);
        }

        Call body(String contentType, byte[] bytes) {
            body = bytes;
            return with("Content-Type", contentType);
        }

        Call json(JsonNode value) {
            return body("application/json", JSON.writeValueAsBytes(value));
        }

        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            return "%s %s %s %s".formatted(method, path, headers, text.substring(0, Math.min(300, text.length())));
        }
    }

    static Call get(String path) {
        return new Call("GET", path);
    }

    static Call post(String path) {
        return new Call("POST", path);
    }

    HttpResponse<byte[]> send(Call call) throws IOException, InterruptedException {
        return http.send(request(call), BodyHandlers.ofByteArray());
    }

    JsonNode json(Call call) throws IOException, InterruptedException {
        return JSON.readTree(send(call).body());
    }

    HttpRequest request(Call call) {
        var publisher = call.body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body);
        var request = HttpRequest.newBuilder(URI.create(address + call.path)).timeout(Duration.ofSeconds(60))
                .method(call.method, publisher);
        call.headers.forEach(request::header);
        return request.build();
    }

    HttpClient http() {
        return http;
    }

    /// Sends text over a bare connection, what no HTTP client would send.
    String raw(String text) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var in = socket.getInputStream();
            var answer = new StringBuilder();
            byte[] buffer = new byte[8_192];
            int count = in.read(buffer);
            while (count > 0 && answer.indexOf("\r\n\r\n") < 0) {
                answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                count = answer.indexOf("\r\n\r\n") < 0 ? in.read(buffer) : 0;
            }
            return answer.toString();
        }
    }

    int rawStatus(String text) throws IOException {
        String answer = raw(text);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : -1;
    }

    int port() {
        return address.getPort();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
