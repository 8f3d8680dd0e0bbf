package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What people did is kept, shown, and deleted without a trace.
final class UsersTest {
    private final RandomGenerator random = Trials.random(Trials.seed());
    private final Embedder embedder = Embedder.bundled();

    @TempDir
    private Path home;

    private Gallery gallery;
    private List<Long> ids;

    @BeforeEach
    void open() {
        for (int i = 0; i < 4; i++) {
            TestPictures.write(random, home.resolve("photos/%d.png".formatted(i)));
        }
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        gallery.add(home.resolve("photos"));
        ids = gallery.images(Filter.all(), 0, 10).stream().map(Image::id).toList();
    }

    @AfterEach
    void close() {
        gallery.close();
        embedder.close();
    }

    private void reopen() {
        gallery.close();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
    }

    @Test
    void rate_again_keepsTheLastRatingAlsoAfterReopening() {
        gallery.rate("ana", ids.get(0), 2);
        gallery.rate("ana", ids.get(1), 4);
        gallery.rate("ana", ids.get(0), 5);
        gallery.users().keep(List.of(Event.of("ana", ids.get(0), Event.Kind.CLICK),
                Event.of("ana", ids.get(0), Event.Kind.CLICK),
                Event.of("bo b@x.org", ids.get(2), Event.Kind.PURCHASE)));
        reopen();

        assertThat(gallery.users().events("ana", 0, 10)).extracting(Event::image, Event::rating, Event::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(ids.get(1), 4, Event.Kind.RATING),
                        org.assertj.core.groups.Tuple.tuple(ids.get(0), 5, Event.Kind.RATING),
                        org.assertj.core.groups.Tuple.tuple(ids.get(0), 0, Event.Kind.CLICK),
                        org.assertj.core.groups.Tuple.tuple(ids.get(0), 0, Event.Kind.CLICK));
        assertThat(gallery.users().all("", 10)).extracting(User::name).containsExactly("ana", "bo b@x.org");
        assertThat(gallery.users().user("ana")).hasValueSatisfying(user -> {
            assertThat(user.ratings()).isEqualTo(2);
            assertThat(user.clicks()).isEqualTo(2);
            assertThat(user.purchases()).isZero();
        });
        assertThat(gallery.users().unrate("ana", ids.get(0))).isTrue();
        assertThat(gallery.users().unrate("ana", ids.get(0))).isFalse();
        assertThat(gallery.users().events("ana", 0, 10)).hasSize(3);
        assertThat(gallery.verify()).isEmpty();
    }

    @Test
    void keep_withOneBadEvent_keepsNothingAndSaysWhich() {
        var good = Event.rating("ana", ids.getFirst(), 5);
        var users = gallery.users();

        assertThatThrownBy(() -> users.keep(List.of(good, Event.rating("ana", 999_999, 5))))
                .isInstanceOf(GalleryException.NoSuchImage.class).hasMessageContaining("999999");
        var later = new Event(0, "ana", ids.getFirst(), Event.Kind.CLICK, 0, Instant.now().plus(Duration.ofDays(3)));
        assertThatThrownBy(() -> users.keep(List.of(good, later))).hasMessageContaining("to come");
        assertThatThrownBy(() -> users.keep(Collections.nCopies(5_001, good))).hasMessageContaining("5,000");
        for (int rating : new int[]{0, 6, -1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> gallery.rate("ana", ids.getFirst(), rating))
                    .hasMessageContaining("rating is " + rating).hasMessageContaining("1 (not at all) to 5");
        }
        for (String name : List.of("", " ana", "a/b", "..", "x".repeat(101), "a\nb", "ana?")) {
            assertThatThrownBy(() -> gallery.rate(name, ids.getFirst(), 5)).hasMessageContaining("a user is called");
        }
        assertThat(users.count()).isZero();

    }

    @Test
    void keep_byATable_tellsWhatBecameOfItsRows() throws IOException {
        Path table = Files.writeString(home.resolve("events.csv"), """
                                                                   user,path,rating,kind,at
                                                                   ana,photos/0.png,5,,2026-01-31T08:00:00Z
                                                                   ana,photos/1.png,,click,
                                                                   ana,photos/2.png,7,,
                                                                   ana,photos/2.png,,,
                                                                   ana,photos/2.png,3,,2026-02-30T08:00:00Z
                                                                   ana,photos/9.png,3,,
                                                                   /,photos/2.png,3,,
                                                                   bob,photos/2.png,,purchase,2999-01-01T00:00:00Z
                                                                   """);

        IngestReport report = gallery.users().keep(table);

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(6);
        assertThat(report.rejections()).extracting(Rejection::reason).satisfiesExactlyInAnyOrder(
                why -> assertThat(why).contains("line 4", "rating is 7"),
                why -> assertThat(why).contains("line 5", "neither a rating nor a kind"),
                why -> assertThat(why).contains("line 6", "at is 2026-02-30"),
                why -> assertThat(why).contains("line 7", "photos/9.png"),
                why -> assertThat(why).contains("line 8", "a user is called"),
                why -> assertThat(why).contains("line 9", "to come"));
        assertThat(gallery.users().events("ana", 0, 10)).extracting(Event::kind)
                .containsExactly(Event.Kind.RATING, Event.Kind.CLICK);
        Path unknown = Files.writeString(home.resolve("unknown.csv"), "user,id,stars\nana,1,5\n");
        assertThatThrownBy(() -> gallery.users().keep(unknown)).hasMessageContaining("stars");
    }

    @Test
    void delete_ofAUser_leavesNoByteOfTheName() throws IOException {
        String name = "Quetzalcoatl Unforgotten";
        gallery.rate("ana", ids.get(0), 4);
        gallery.rate(name, ids.get(0), 4);
        gallery.rate(name, ids.get(1), 1);
        assertThat(filesWith(name)).isNotEmpty();

        assertThat(gallery.users().delete(name)).isTrue();

        assertThat(gallery.users().user(name)).isEmpty();
        assertThatThrownBy(() -> gallery.users().events(name, 0, 10))
                .isInstanceOf(GalleryException.NoSuchUser.class).hasMessageContaining(name);
        assertThat(gallery.users().delete(name)).isFalse();
        assertThat(gallery.users().all("", 10)).extracting(User::name).containsExactly("ana");
        reopen();
        assertThat(filesWith(name)).isEmpty();
        assertThat(gallery.verify()).isEmpty();
    }

    private List<Path> filesWith(String text) throws IOException {
        var with = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(gallery.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    with.add(file);
                }
            }
        }
        return with;
    }

    @Test
    void events_ofAPictureThatWasTakenOut_stayThePersons() {
        gallery.rate("ana", ids.get(0), 4);
        gallery.remove(ids.get(0));

        assertThat(gallery.users().events("ana", 0, 10)).extracting(Event::image).containsExactly(ids.get(0));
        assertThatThrownBy(() -> gallery.rate("ana", ids.get(0), 5)).isInstanceOf(GalleryException.NoSuchImage.class);
    }

    @Test
    void snapshot_ofUsers_isRestored() {
        gallery.rate("ana", ids.get(0), 4);
        gallery.snapshot(home.resolve("snapshot.zip"));
        gallery.rate("ana", ids.get(0), 1);
        Gallery.restore(home.resolve("snapshot.zip"), home.resolve("restored"));

        try (var restored = Gallery.open(home.resolve("restored"), embedder)) {
            assertThat(restored.users().events("ana", 0, 10)).extracting(Event::rating).containsExactly(4);
        }
    }
}
