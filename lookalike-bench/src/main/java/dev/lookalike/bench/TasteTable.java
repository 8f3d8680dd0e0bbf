package dev.lookalike.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.gallery.TasteReport;

/// How much of the way from popularity to the rules that the demo's people were drawn by each model of taste goes.
final class TasteTable {
    private static final double COIN = 0.5;

    private TasteTable() {}

    /// Arguments: `--seed N`, `--count N`, `--folder F`.
    static void main(String[] arguments) throws IOException {
        try (var shop = DemoShop.open(arguments)) {
            if (shop.gallery().users().all("", 1).isEmpty()) {
                shop.gallery().users().keep(shop.products().resolve(DemoCatalogue.EVENTS));
            }
            Map<Long, Integer> indexes = shop.indexes();
            Map<String, Integer> people = new HashMap<>();
            IntStream.range(0, DemoCatalogue.people(shop.count()))
                    .forEach(person -> people.put(DemoCatalogue.person(person), person));
            TasteReport report = shop.gallery().users().taste(0,
                    (user, image) -> DemoCatalogue.preference(shop.seed(), people.getOrDefault(user, 0),
                            indexes.getOrDefault(image, 0)));
            System.out.printf(Locale.ROOT, "seed %d: %d people, %d pictures, %d likes%n%n", shop.seed(), report.users(),
                    report.images(), report.likes());
            show(report.models());
        }
    }

    private static void show(List<TasteReport.Model> models) {
        double popular = models.getFirst().all().auc();
        TasteReport.Model truth = models.getLast();
        System.out.println(
                "| model | AUC | gap | recall@10 | nDCG@10 | coverage | novelty | cold AUC | gap | cold recall@10 | s | chosen |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (TasteReport.Model each : models) {
            TasteReport.Figures all = each.all();
            System.out.printf(Locale.ROOT,
                    "| %s | %.3f | %.0f %% | %.3f | %.3f | %.2f | %.1f | %.3f | %.0f %% | %.3f | %.1f | %s |%n",
                    each.name(), all.auc(), gap(all.auc(), popular, truth.all().auc()), all.recall(), all.ndcg(),
                    all.coverage(), all.novelty(), each.cold().auc(), gap(each.cold().auc(), COIN, truth.cold().auc()),
                    each.cold().recall(), each.seconds(), each.tuned());
        }
    }

    private static double gap(double auc, double from, double to) {
        return 100 * (auc - from) / (to - from);
    }
}
