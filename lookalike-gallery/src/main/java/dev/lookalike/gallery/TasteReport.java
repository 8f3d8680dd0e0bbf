package dev.lookalike.gallery;

import java.util.List;

/// How well models foresee what people like, measured on likes that they did not learn from.
///
/// @param users
///            how many people were learnt from
/// @param images
///            how many pictures
/// @param likes
///            how many likes, those held out counted
/// @param models
///            in the order of what they know
public record TasteReport(long users, long images, long likes, List<Model> models) {
    public TasteReport {
        models = List.copyOf(models);
    }

    /// A model and how good it is.
    ///
    /// @param name
    ///            `popularity`, `item-knn`, `picture-knn`, `ease`, `bpr`, `pmf`, `vbpr`, `skip-gram`, `shared-prior`, or
    ///            `truth`; with `, told` behind it, of one that knows not only the picture but also the metadata
    /// @param tuned
    ///            what was chosen for it on likes of their own, such as `neighbours 20`
    /// @param all
    ///            among all pictures
    /// @param cold
    ///            among pictures alone that nobody did anything with before
    /// @param seconds
    ///            that learning took
    public record Model(String name, String tuned, Figures all, Figures cold, double seconds) {}

    /// What is measured, over people.
    ///
    /// @param recall
    ///            the share of their held-out likes among the first ten
    /// @param ndcg
    ///            of the first ten, as trec_eval defines it
    /// @param auc
    ///            how likely a held-out like ranks before a picture that was not liked
    /// @param coverage
    ///            the share of pictures that are among anybody's first ten
    /// @param novelty
    ///            how many bits it takes to say that a person liked one of the first ten, the mean
    /// @param asked
    ///            of how many people
    public record Figures(double recall, double ndcg, double auc, double coverage, double novelty, int asked) {}
}
