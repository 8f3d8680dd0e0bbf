package dev.lookalike.vision.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import dev.lookalike.vision.Model;

/// The networks that come with the program, inside its jar.
public final class BundledModels {
    /// Their names, the default first.
    public static final List<String> NAMES = List.of("efficientnet-lite2-int8", "efficientnet-lite0-int8",
            "efficientnet-lite0");

    private BundledModels() {}

    /// The network of a name.
    public static Model.Network named(String name) {
        var card = CardFile.read(text(name + ".json"), "the bundled " + name + ".json");
        try {
            return new Model.Network(card, imagenetClasses(), resource(name + ".onnx").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("the names of resources are plain", e);
        }
    }

    /// The names of ImageNet's 1,000 classes, in the order in which networks list them.
    public static List<String> imagenetClasses() {
        return text("imagenet-classes.txt").lines().toList();
    }

    private static String text(String name) {
        try (var in = resource(name).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled file " + name + " cannot be read", e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(BundledModels.class.getResource(name), () -> name + " is missing from the jar");
    }
}
