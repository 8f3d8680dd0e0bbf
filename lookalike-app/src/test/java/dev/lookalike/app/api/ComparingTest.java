package dev.lookalike.app.api;

import java.util.List;
import java.util.Objects;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Networks and spaces compared on a gallery's own pictures.
@ExtendWith(Shop.Resolver.class)
class ComparingTest {
    private static final String LITE0 = "efficientnet-lite0-int8";
    private static final String LITE2 = "efficientnet-lite2-int8";

    private static Comparing comparing(List<String> models, String labels) {
        return new Comparing(models, List.of("as-is", "pca-8"), List.of(Metric.COSINE), List.of("lookalike"), labels,
                "", "");
    }

    @Test
    void compare_twoNetworksInTwoSpaces_isRememberedWithTheGallerysPictures(Shop shop) throws InterruptedException {
        try (var api = shop.remote()) {
            assertThat(api.models().models()).extracting(Models.Network::name).contains(LITE0, LITE2);

            Job job = api.await(api.compare(comparing(List.of(LITE0, LITE2), "folder")), _ -> {});

            assertThat(job.problem()).isNull();
            Compared compared = Objects.requireNonNull(job.compared());
            List<Long> ids = shop.images().stream().map(Image::id).toList();
            assertThat(compared.photos()).as("but for those that lie in no folder").isBetween(24, ids.size());
            assertThat(compared.cells()).extracting(Compared.Cell::model).containsExactly(LITE0, LITE0, LITE2, LITE2);
            assertThat(compared.engines()).hasSize(4).allMatch(each -> each.points().getLast().recall() > 0.9);
            assertThat(compared.cells()).allSatisfy(cell -> {
                assertThat(cell.evaluation().queries()).isBetween(24, compared.photos());
                assertThat(cell.evaluation().worst()).allMatch(each -> ids.contains(each.image())
                        && ids.containsAll(each.answers()) && !each.answers().contains(each.image()));
                assertThat(cell.evaluation().worst()).allSatisfy(
                        each -> assertThat(api.image(each.image()).folder()).endsWith(each.label()));
            });
            List<Evaluations.Evaluation> remembered = api.lastEvaluations().evaluations();
            assertThat(remembered).usingRecursiveFieldByFieldElementComparator()
                    .containsAll(compared.cells().stream().map(Compared.Cell::evaluation).toList());
            assertThat(remembered).extracting(each -> Objects.requireNonNull(each.occasion()).measured())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void compare_whatCannotBe_isRefusedWithTheReason(Shop shop) throws InterruptedException {
        try (var api = shop.remote()) {
            assertThatThrownBy(() -> api.compare(comparing(List.of("unheard-of"), "folder")))
                    .isInstanceOf(ProblemException.class).hasMessageContaining("unheard-of");
            Job untold = api.await(api.compare(comparing(List.of(LITE0), "untold")), _ -> {});
            assertThat(Objects.requireNonNull(untold.problem()).detail()).contains("no two pictures differ in untold");
        }
    }
}
