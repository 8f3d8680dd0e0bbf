package dev.lookalike.app.api;

import java.net.URI;
import java.time.Duration;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RemoteApiTest extends ApiContract {
    @Override
    Api api(Shop shop) {
        return shop.remote();
    }

    @Override
    void done(Api used) {
        used.close();
    }

    @Test
    void status_whereNobodyAnswers_isUnavailable() {
        try (var api = new RemoteApi(URI.create("http://127.0.0.1:9"), "key", Duration.ofSeconds(1))) {
            assertThatThrownBy(api::status).isInstanceOfSatisfying(ProblemException.class,
                    problem -> org.assertj.core.api.Assertions.assertThat(problem.problem().exitCode()).isEqualTo(4));
        }
    }
}
