package dev.lookalike.gallery.taste;

/// Everybody gets what most have liked: what knows nothing of a person, and is hard to beat for newcomers.
final class Popularity implements Scorer {
    private final Interactions train;

    Popularity(Interactions train) {
        this.train = train;
    }

    @Override
    public void scores(int user, float[] into) {
        for (int item = 0; item < into.length; item++) {
            into[item] = train.popularity(item);
        }
    }
}
