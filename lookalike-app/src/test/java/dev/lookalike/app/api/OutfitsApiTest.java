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

/// What can be asked about what goes together, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class OutfitsApiTest {
    private static final long NOTHING = 999_999_999;

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThat(Problem.of(catchThrowable(call)).type()).isEqualTo(Problem.of(kind, "").type());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outfits_keptAndRemoved_areSeenUntilThen(boolean remote, Shop shop) throws IOException, InterruptedException {
        List<Long> ids = shop.images().stream().map(Image::id).limit(3).toList();
        Api api = remote ? shop.remote() : shop.api();
        try {
            OutfitsApi outfits = api.outfits();
            String name = "a look+%s@x.org".formatted(remote ? "r" : "l");
            outfits.keep(name, new Members(ids));
            Path table = Files.writeString(shop.place("outfits.csv"),
                    "outfit,id\n%s 2,%d\n%s 2,%d\nlost,%d\n".formatted(name, ids.get(0), name, ids.get(2), NOTHING));
            Job job = api.await(outfits.keep(table), _ -> {});

            assertThat(Objects.requireNonNull(job.report()).added()).isEqualTo(1);
            assertThat(Objects.requireNonNull(job.report()).rejected()).isEqualTo(1);
            Outfits page = outfits.all("a look", 1_000);
            assertThat(page.outfits()).contains(new Outfit(name, ids),
                    new Outfit(name + " 2", List.of(ids.get(0), ids.get(2))));
            assertThat(page.total()).isGreaterThanOrEqualTo(2);
            assertThat(outfits.all(name, 1).outfits()).containsExactly(new Outfit(name + " 2",
                    List.of(ids.get(0), ids.get(2))));

            outfits.remove(name);
            outfits.remove(name + " 2");
            assertThat(outfits.all("", 1_000).outfits()).extracting(Outfit::name).doesNotContain(name, name + " 2");
            assertKind(() -> outfits.keep(name, new Members(List.of(ids.get(0), NOTHING))), Kind.NO_SUCH_IMAGE);
            assertKind(() -> outfits.keep(name, new Members(List.of(ids.get(0), ids.get(0)))), Kind.BAD_REQUEST);
            assertKind(() -> outfits.keep("a/b", new Members(ids)), Kind.BAD_REQUEST);
            assertKind(() -> outfits.all("", 0), Kind.BAD_REQUEST);
        } finally {
            if (remote) {
                api.close();
            }
        }
    }
}
