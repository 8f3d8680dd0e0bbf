package dev.lookalike.app.api;

import java.util.List;

import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelStore;

/// The networks at hand.
public record Models(List<Network> models) {

    /// One of them.
    ///
    /// @param name
    ///            as `--model` takes it
    /// @param dimension
    ///            how many values an embedding has
    /// @param title
    ///            what it is, in a sentence
    public record Network(String name, int dimension, String title) {}

    static Models of(ModelStore store) {
        return new Models(store.networks().stream().map(Model.Network::card)
                .map(card -> new Network(card.name(), card.dimension(), card.title())).toList());
    }
}
