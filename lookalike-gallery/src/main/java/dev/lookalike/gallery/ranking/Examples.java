package dev.lookalike.gallery.ranking;

/// How many examples a question has, which decides how hard it is to answer: beams are measured for each.
enum Examples {
    /// One picture, which lies where pictures lie.
    ONE,
    /// Several, or some to be unlike: what they make together may lie where there are none.
    SEVERAL
}
