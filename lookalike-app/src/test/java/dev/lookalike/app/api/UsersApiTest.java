package dev.lookalike.app.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/// What can be asked about people, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class UsersApiTest {
    private static final long NOBODY = 999_999_999;

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThat(Problem.of(catchThrowable(call)).type()).isEqualTo(Problem.of(kind, "").type());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void people_keptAndForgotten_areSeenUntilThen(boolean remote, Shop shop)
            throws IOException, InterruptedException {
        List<Long> ids = shop.images().stream().map(Image::id).limit(3).toList();
        Api api = remote ? shop.remote() : shop.api();
        try {
            UsersApi users = api.users();
            String name = "eva lind+%s@x.org".formatted(remote ? "r" : "l");
            users.rate(name, ids.get(0), 5);
            users.rate(name, ids.get(1), 1);
            users.unrate(name, ids.get(1));
            users.keep(new Happened(List.of(new Happened.One(name, ids.get(2), dev.lookalike.gallery.Event.Kind.CLICK,
                    null, "2026-01-31T08:00:00Z"))));
            Path table = Files.writeString(shop.place("events.csv"),
                    "user,id,kind\n%s,%d,purchase\n%s,%d,purchase\n".formatted(name, ids.get(0), name, NOBODY));
            Job job = api.await(users.keep(table), _ -> {});

            assertThat(Objects.requireNonNull(job.report()).added()).isEqualTo(1);
            assertThat(Objects.requireNonNull(job.report()).rejected()).isEqualTo(1);
            User user = users.user(name);
            assertThat(List.of(user.ratings(), user.clicks(), user.purchases())).containsExactly(1L, 1L, 1L);
            assertThat(users.all("", 1_000).users()).contains(user);
            Events first = users.events(name, 0, 2);
            Events rest = users.events(name, Objects.requireNonNull(first.next()), 2);
            assertThat(first.events()).extracting(Event::image).containsExactly(ids.get(0), ids.get(2));
            assertThat(first.events()).extracting(Event::rating).containsExactly(5, null);
            assertThat(rest.events()).extracting(Event::image).containsExactly(ids.get(0));
            assertThat(rest.next()).isNull();

            users.delete(name);
            assertKind(() -> users.user(name), Kind.NO_SUCH_USER);
            assertKind(() -> users.events(name, 0, 10), Kind.NO_SUCH_USER);
            assertKind(() -> users.delete(name), Kind.NO_SUCH_USER);
            assertKind(() -> users.rate(name, NOBODY, 5), Kind.NO_SUCH_IMAGE);
            assertKind(() -> users.rate(name, ids.get(0), 6), Kind.BAD_REQUEST);
            assertKind(() -> users.rate("a/b", ids.get(0), 5), Kind.BAD_REQUEST);
            assertKind(() -> users.all("", 0), Kind.BAD_REQUEST);
        } finally {
            if (remote) {
                api.close();
            }
        }
    }
}
