package dev.lookalike.app.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.app.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Situations, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class SituationApiTest {
    private static Context read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Context.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void search_inASituation_saysWhatWasUnderstood(boolean remote, Shop shop) {
        Api api = remote ? shop.remote() : shop.api();
        Search plain = Search.nearest(List.of(Search.Part.image(shop.anId())), Metric.COSINE, 5, Search.Filter.ALL,
                false);
        Context told = read(
                "{\"weather\": \"rain\", \"temperature\": 8.5, \"date\": \"2026-07-01\", \"place\": \"Sydney\","
                        + "\"plans\": [{\"title\": \"a wedding\", \"date\": \"2026-07-04\"}], \"strength\": 0.25}");

        Answer answer = api.search(new Search(plain.parts(), Metric.COSINE, 5, Search.Filter.ALL, false,
                Search.Selection.NEAREST, told));

        Situation situation = Objects.requireNonNull(answer.situation());
        assertThat(situation.context().season()).isEqualTo("winter");
        assertThat(situation.context().strength()).isEqualTo(0.25);
        assertThat(situation.occasions()).containsExactly("wedding");
        assertThat(situation.unknown()).isEmpty();
        assertThat(answer.matches()).hasSize(5);
        assertThat(api.search(plain).situation()).isNull();
        assertThat(api.rules().occasions()).extracting(Rules.Occasion::name).contains("wedding");
        var unheard = new Context(null, null, null, "coronation", null, null, null, null, null);
        assertThat(Problem.of(catchThrowable(() -> api.search(new Search(plain.parts(), Metric.COSINE, 5,
                Search.Filter.ALL, false, Search.Selection.NEAREST, unheard)))).type())
                .isEqualTo(Problem.of(Kind.BAD_REQUEST, "").type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"weather\": \"hail\"}", "{\"temperature\": 61}", "{\"date\": \"2026-02-30\"}",
            "{\"season\": \"monsoon\"}", "{\"time\": \"25:00\"}", "{\"plans\": [{\"title\": \"x\"}]}",
            "{\"sky\": \"blue\"}",
            "{\"strength\": -0.1}", "{\"plans\": [{\"date\": \"2026-01-01\"}]}", "{\"temperature\": \"8\"}"})
    void context_thatCannotBe_isRefused(String json) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(json));
    }

    @Test
    void sources_named_areFilesOrServers(Shop shop) throws IOException {
        Path rows = Files.writeString(shop.place("rows.json"), "[{\"place\": \"Oslo\", \"weather\": \"snow\"}]");
        Path server = Files.writeString(shop.place("server.json"),
                "{\"url\": \"http://127.0.0.1:9/{place}\", \"weather\": \"/sky\", \"words\": {\"Regen\": \"rain\"}}");

        assertThat(Sources.of(rows).name()).isEqualTo(rows.toString());
        assertThat(Sources.of(server).name()).isEqualTo("127.0.0.1");
        Path wrong = Files.writeString(shop.place("wrong.json"), "{\"url\": \"http://127.0.0.1/\", \"sky\": 1}");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Sources.of(wrong));
    }
}
