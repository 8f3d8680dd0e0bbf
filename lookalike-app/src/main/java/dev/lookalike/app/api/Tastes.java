package dev.lookalike.app.api;

import java.util.List;

import dev.lookalike.gallery.TasteReport;

/// How well models foresee what people like; the fields mean what [TasteReport] says of them.
public record Tastes(long users, long images, long likes, List<Model> models) {

    /// A model and how good it is.
    public record Model(String name, String tuned, Figures all, Figures cold, double seconds) {}

    /// What is measured, over people.
    public record Figures(double recall, double ndcg, double auc, double coverage, double novelty, int asked) {
        private static Figures of(TasteReport.Figures figures) {
            return new Figures(told(figures.recall()), told(figures.ndcg()), told(figures.auc()),
                    told(figures.coverage()), told(figures.novelty()), figures.asked());
        }

        /// A mean of nothing is told as 0.
        private static double told(double mean) {
            return Double.isFinite(mean) ? mean : 0;
        }
    }

    static Tastes of(TasteReport report) {
        return new Tastes(report.users(), report.images(), report.likes(),
                report.models().stream().map(model -> new Model(model.name(), model.tuned(), Figures.of(model.all()),
                        Figures.of(model.cold()), model.seconds())).toList());
    }
}
