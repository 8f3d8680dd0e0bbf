package dev.lookalike.gallery.taste;

/// How a model learns.
///
/// @param factors
///            values of a user and an item that are learnt from likes alone
/// @param visualFactors
///            values of a user that are held against what a picture looks like
/// @param epochs
///            how often every like is learnt from
/// @param batch
///            likes that are learnt from together
/// @param rate
///            how large a step is
/// @param decay
///            how much every step forgets
/// @param seed
///            of what is left to chance
public record Course(int factors, int visualFactors, int epochs, int batch, double rate, double decay, long seed) {
    public Course {
        check("factors", factors, 1, 512);
        check("visualFactors", visualFactors, 1, 512);
        check("epochs", epochs, 1, 10_000);
        check("batch", batch, 1, 100_000);
        if (!(rate > 0 && rate <= 1) || !(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    "rate is %s and decay %s; give more than 0 up to 1, and 0 to 1".formatted(rate,
                            decay));
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d; give %d to %d".formatted(name, value, least, most));
        }
    }

    /// The same with another seed.
    public Course seed(long other) {
        return new Course(factors, visualFactors, epochs, batch, rate, decay, other);
    }
}
