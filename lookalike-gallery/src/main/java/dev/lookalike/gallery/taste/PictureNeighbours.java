package dev.lookalike.gallery.taste;

/// Items that look like what a person liked.
final class PictureNeighbours implements Scorer {
    /*
     * The mean cosine to the few of a person's likes that an item is most like. One alone, and a stray like decides; all, and
     * several interests are averaged into none. It needs no other people and has a place for every new picture.
     */
    private final Interactions train;
    private final float[][] features;
    private final int neighbours;

    /// @param features
    ///            of each item, of length 1
    /// @param neighbours
    ///            how many of a person's likes count for an item
    PictureNeighbours(Interactions train, float[][] features, int neighbours) {
        this.train = train;
        this.features = features;
        this.neighbours = neighbours;
    }

    @Override
    public void scores(int user, float[] into) {
        int[] liked = train.of(user);
        for (int item = 0; item < into.length; item++) {
            var best = new Best(neighbours);
            for (int other : liked) {
                if (other != item) {
                    best.offer(other, Floats.dot(features[item], features[other]));
                }
            }
            float[] scores = best.scores();
            float sum = 0;
            for (float each : scores) {
                sum += each;
            }
            into[item] = scores.length == 0 ? 0 : sum / scores.length;
        }
    }
}
