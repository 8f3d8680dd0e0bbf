package dev.lookalike.vision;

import java.lang.foreign.Arena;

import dev.lookalike.vision.onnx.ClassifierGraph;

/// A network's graph from the pixels to the embedding, for those who learn: its classifier is left out.
///
/// @param onnx
///            an ONNX file; its only output is the embedding of each picture, `dimension` values in any shape. Shared, not to
///            be changed
/// @param pixels
///            the name of its input
/// @param channelsLast
///            whether red, green and blue of a pixel lie side by side in the input
/// @param oneByOne
///            whether it takes a single picture at a time
public record EmbeddingGraph(byte[] onnx, String pixels, boolean channelsLast, boolean oneByOne) {

    /// The graph of a network, checked against its card.
    ///
    /// @throws VisionException.BadModel
    ///             if the file is not what its card says, or no image classifier
    /// @throws VisionException.Unreadable
    ///             if the file cannot be read
    public static EmbeddingGraph of(Model.Network network) {
        try (var arena = Arena.ofConfined()) {
            var graph = ClassifierGraph.read(NetworkEmbedder.checkedBytes(network, arena));
            return new EmbeddingGraph(graph.toEmbedding(), graph.input().name(), graph.input().channelsLast(),
                    graph.input().batch() == 1);
        } catch (VisionException.BadModel e) {
            throw new VisionException.BadModel("%s: %s".formatted(network.name(), e.getMessage()));
        }
    }
}
