package dev.lookalike.training;

/// How large the steps of a course are: one cycle (Smith and Topin 2018) that rises from a 25th of the highest rate for
/// three tenths of the steps, then falls to next to nothing, both along a cosine.
///
/// @param steps
///            of the course
record Schedule(int steps) {
    private static final double RISING = 0.3;
    private static final double FIRST = 1 / 25.0;
    private static final double LAST = FIRST / 10_000;

    /// The share of the highest rate that a step has.
    ///
    /// @param step
    ///            from 0
    double share(int step) {
        double top = Math.max(1, RISING * steps - 1);
        if (step <= top) {
            return between(FIRST, 1, step / top);
        }
        return between(1, LAST, Math.min(1, (step - top) / Math.max(1, steps - 1 - top)));
    }

    private static double between(double from, double to, double part) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
    }
}
