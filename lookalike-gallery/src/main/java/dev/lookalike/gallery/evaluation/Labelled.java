package dev.lookalike.gallery.evaluation;

import java.util.Set;

/// What is known of a picture before measuring.
///
/// @param labels
///            what it shows; two pictures that share a label are right answers to each other
/// @param role
///            whether it is asked for, answers, or both
public record Labelled(Set<String> labels, Role role) {

    /// What a picture does in a measurement.
    public enum Role {
        /// It is asked for as if it were not in the gallery, and answers the others: leave one out.
        BOTH,
        /// It is asked for and answers nobody: a held-out query.
        QUERY,
        /// It only answers.
        GALLERY
    }

    public Labelled {
        labels = Set.copyOf(labels);
    }

    /// A picture with one label, to be left out and asked for in turn.
    public static Labelled of(String label) {
        return new Labelled(Set.of(label), Role.BOTH);
    }

    boolean asks() {
        return role != Role.GALLERY;
    }

    boolean answers() {
        return role != Role.QUERY;
    }
}
