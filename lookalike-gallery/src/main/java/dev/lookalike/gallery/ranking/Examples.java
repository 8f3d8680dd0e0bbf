package dev.lookalike.gallery.ranking;

import java.util.List;

/// What a question is made of, which decides how hard it is to answer: beams are measured for each.
enum Examples {
    /// One picture, which lies where pictures lie.
    ONE,
    /// Several, or some to be unlike: what they make together may lie where there are none.
    SEVERAL,
    /// Words or a sketch, by themselves or beside a picture: a direction in which pictures lie, far from all of them.
    WORDS;

    static Examples of(List<Example> examples) {
        return examples.stream().anyMatch(each -> each instanceof Example.Told || each instanceof Example.Drawn)
                ? WORDS
                : examples.size() == 1 ? ONE : SEVERAL;
    }
}
