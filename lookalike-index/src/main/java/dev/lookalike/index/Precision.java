package dev.lookalike.index;

/// How precisely an index keeps vectors. What it keeps is what it answers about: scores are exact for the kept values.
public enum Precision {
    /// As they are put: 4 bytes a value.
    FLOAT,

    /// Each value rounded to 11 significant bits, as float16 does; values more than 2^29 times smaller than the
    /// vector's largest to fewer. 2 bytes a value. Vectors whose values are float16 numbers already are kept as
    /// they are.
    HALF
}
