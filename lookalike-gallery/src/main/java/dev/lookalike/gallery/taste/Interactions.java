package dev.lookalike.gallery.taste;

import java.util.Arrays;

/// Which items each user liked.
public final class Interactions {
    private final int items;
    private final int[][] liked;
    private final int[][] disliked;
    private final int[] popularity;
    private final int count;

    /// @param items
    ///            how many there are
    /// @param liked
    ///            for each user the places of items, in any order, repeats ignored
    public Interactions(int items, int[][] liked) {
        this(items, liked, new int[liked.length][0]);
    }

    /// @param disliked
    ///            for each user the places of items that were rated low
    public Interactions(int items, int[][] liked, int[][] disliked) {
        this.items = items;
        this.disliked = disliked;
        this.liked = new int[liked.length][];
        this.popularity = new int[items];
        int sum = 0;
        for (int user = 0; user < liked.length; user++) {
            this.liked[user] = Arrays.stream(liked[user]).sorted().distinct().toArray();
            for (int item : this.liked[user]) {
                popularity[item]++;
            }
            sum += this.liked[user].length;
        }
        count = sum;
    }

    /// How many users there are.
    public int users() {
        return liked.length;
    }

    /// How many items there are.
    public int items() {
        return items;
    }

    /// How many likes there are.
    public int count() {
        return count;
    }

    /// What a user liked, by ascending place; not to be changed.
    public int[] of(int user) {
        return liked[user];
    }

    /// What a user rated low; not to be changed.
    int[] disliked(int user) {
        return disliked[user];
    }

    /// Whether a user liked an item.
    public boolean has(int user, int item) {
        return Arrays.binarySearch(liked[user], item) >= 0;
    }

    /// How many users liked an item.
    public int popularity(int item) {
        return popularity[item];
    }

    /// Who liked each item, by ascending place.
    int[][] byItem() {
        var byItem = new int[items][];
        for (int item = 0; item < items; item++) {
            byItem[item] = new int[popularity[item]];
        }
        var filled = new int[items];
        for (int user = 0; user < liked.length; user++) {
            for (int item : liked[user]) {
                byItem[item][filled[item]++] = user;
            }
        }
        return byItem;
    }
}
