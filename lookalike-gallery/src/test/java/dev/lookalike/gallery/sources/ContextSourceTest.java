package dev.lookalike.gallery.sources;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.Context.Weather;
import dev.lookalike.gallery.ContextSource;
import dev.lookalike.gallery.ContextSource.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What tells of situations: files, a server on loopback, and a class of one's own.
class ContextSourceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 3);

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Moment moment(String place) {
        return new Moment(place, DAY, "ana");
    }

    @Test
    void file_rows_tellOfTheirPlaceDayAndPerson() throws Exception {
        ContextSource csv = ContextSource.file(file("weather.csv", """
                                                                   place,date,user,weather,temperature,plan
                                                                   Oslo,2026-12-03,,snow,-4.5,
                                                                   Oslo,2026-12-04,,sunny,1,
                                                                   ,2026-12-05,ana,,,Wedding of Eva
                                                                   ,2026-12-06,bob,,,Marathon
                                                                   """));

        assertThat(csv.at(moment("oslo"))).isEqualTo(Context.NOW.weather(Weather.SNOW).temperature(-4.5)
                .plan("Wedding of Eva", LocalDate.of(2026, 12, 5)));
        assertThat(csv.at(new Moment("Rome", DAY, null))).isEqualTo(Context.NOW);
        ContextSource json = ContextSource.file(file("here.json", "{\"weather\": \"rain\", \"temperature\": 8}"));
        assertThat(json.at(moment(""))).isEqualTo(Context.NOW.weather(Weather.RAIN).temperature(8));
    }

    @Test
    void file_thatChanged_isReadAgain() throws Exception {
        Path file = file("now.json", "[{\"weather\": \"rain\"}]");
        ContextSource source = ContextSource.file(file);
        source.at(moment(""));

        Files.writeString(file, "[{\"weather\": \"fog\"}]");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(source.at(moment("")).weather()).isEqualTo(Weather.FOG);
    }

    @Test
    void file_thatIsWrong_saysWhere() throws Exception {
        Path hail = file("hail.csv", "place,weather\nOslo,rain\nOslo,hail\n");
        Path day = file("day.ndjson", "{\"date\": \"2026-02-30\"}\n");
        Path column = file("column.json", "[{\"sky\": \"blue\"}]");

        assertThatIllegalArgumentException().isThrownBy(() -> ContextSource.file(hail))
                .withMessageContaining("line 3").withMessageContaining("weather is `hail`; give one of sunny");
        assertThatIllegalArgumentException().isThrownBy(() -> ContextSource.file(day))
                .withMessageContaining("line 1").withMessageContaining("2026-02-30");
        assertThatIllegalArgumentException().isThrownBy(() -> ContextSource.file(column)).withMessageContaining("sky");
        assertThatIllegalArgumentException().isThrownBy(() -> ContextSource.file(folder.resolve("none.csv")));
    }

    @Test
    void file_calendar_tellsPlansOfItsPerson() throws Exception {
        Path calendar = file("ana.ics", """
                                        BEGIN:VCALENDAR\r
                                        VERSION:2.0\r
                                        BEGIN:VEVENT\r
                                        DTSTART;TZID=Europe/Oslo:20261205T140000\r
                                        SUMMARY:Wedding of Eva\\, in the\r
                                          old church\r
                                        END:VEVENT\r
                                        BEGIN:VEVENT\r
                                        SUMMARY:Long ago\r
                                        DTSTART;VALUE=DATE:20200101\r
                                        END:VEVENT\r
                                        END:VCALENDAR\r
                                        """);

        assertThat(ContextSource.file(calendar, "ana").at(moment("")))
                .isEqualTo(Context.NOW.plan("Wedding of Eva, in the old church", LocalDate.of(2026, 12, 5)));
        assertThat(ContextSource.file(calendar, "bob").at(moment(""))).isEqualTo(Context.NOW);
        assertThatIllegalArgumentException().isThrownBy(() -> ContextSource.file(file("no.ics", "hello")))
                .withMessageContaining("no calendar");
    }

    @Test
    void http_onLoopback_isAskedAndUnderstood() throws Exception {
        var asked = new ArrayList<String>();
        try (var server = new Weatherman(asked)) {
            var spec = new ContextSource.Remote(server.address("/{place}?on={date}"), "/now/0/sky", "/now/0/degrees",
                    "", "", Map.of("Regen", "rain"));

            assertThat(ContextSource.http(spec).at(moment("Bad Goisern/../x")))
                    .isEqualTo(Context.NOW.weather(Weather.RAIN).temperature(7.5));
            assertThat(asked).containsExactly("/Bad%20Goisern%2F..%2Fx?on=2026-12-03");
            assertThat(ContextSource.http(spec).at(moment(""))).isEqualTo(Context.NOW);
            assertThat(asked).hasSize(1);
            for (String path : List.of("/away/{place}", "/large/{place}", "/missing/{place}", "/broken/{place}")) {
                var bad = new ContextSource.Remote(server.address(path), "/now/0/sky", "", "", "", Map.of());
                assertThatThrownBy(() -> ContextSource.http(bad).at(moment("Oslo"))).as(path)
                        .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
            }
            assertThat(asked).noneMatch(each -> each.startsWith("/elsewhere"));
        }
    }

    @Test
    void http_addressThatNobodyCouldMean_isRefused() {
        for (String url : List.of("ftp://weather.example/{place}", "file:///etc/passwd", "http://{place}/x", "/x",
                "http://a@weather.example/{place}", "")) {
            assertThatIllegalArgumentException().as(url)
                    .isThrownBy(() -> new ContextSource.Remote(url, "/a", "", "", "", Map.of()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContextSource.Remote("http://weather.example/x", "sky", "", "", "", Map.of()))
                .withMessageContaining("JSON pointer");
    }

    @Test
    void installed_aClassOfOnesOwn_isFound() throws Exception {
        ContextSource own = ContextSource.installed().getFirst();

        assertThat(own).isInstanceOf(FixedSource.class);
        assertThat(own.at(moment(FixedSource.KNOWN)).weather()).isEqualTo(Weather.SNOW);
    }

    @Test
    void answered_someMinutesAgo_isNotAskedAgain() {
        var asked = new ArrayList<Moment>();
        ContextSource counting = moment -> {
            asked.add(moment);
            if (moment.place().isEmpty()) {
                throw new IOException("no place");
            }
            return Context.NOW.weather(Weather.FOG);
        };
        Instant now = Instant.parse("2026-12-03T10:00:00Z");
        var clock = new Clock() {
            private Instant at = now;

            @Override
            public Instant instant() {
                return at;
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        var source = new Answered(counting, clock);

        source.ask(moment("Oslo"));
        assertThat(source.ask(moment("Oslo")).context()).isEqualTo(Context.NOW.weather(Weather.FOG));
        assertThat(source.ask(moment("")).failure()).contains("no place");
        source.ask(moment(""));
        assertThat(asked).hasSize(2);
        clock.at = now.plus(Duration.ofMinutes(2));
        source.ask(moment(""));
        source.ask(moment("Oslo"));
        assertThat(asked).hasSize(3);
        clock.at = now.plus(Duration.ofMinutes(11));
        source.ask(moment("Oslo"));
        assertThat(asked).hasSize(4);
    }

    /// A server that knows the weather, and some bad answers.
    private static final class Weatherman implements AutoCloseable {
        private final HttpServer server;

        Weatherman(List<String> asked) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().toString();
                asked.add(path);
                String body = "{\"now\": [{\"sky\": \"Regen\", \"degrees\": 7.5}]}";
                int status = 200;
                if (path.startsWith("/away")) {
                    status = 302;
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                } else if (path.startsWith("/large")) {
                    body = " ".repeat(300_000) + body;
                } else if (path.startsWith("/missing")) {
                    status = 404;
                } else if (path.startsWith("/broken")) {
                    body = "{\"now\": [{";
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            });
            server.start();
        }

        String address(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
