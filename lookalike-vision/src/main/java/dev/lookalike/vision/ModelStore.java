package dev.lookalike.vision;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.lookalike.vision.models.BundledModels;
import dev.lookalike.vision.models.ModelFolder;
import dev.lookalike.vision.models.PublishedModel;
import org.jspecify.annotations.Nullable;

/// The networks at hand: those that come with the program, and those that were added to a folder from files or from the
/// addresses where their makers publish them.
///
/// The folder holds `NAME.onnx`, `NAME.json` (the card) and, for networks with classes of their own, `NAME.labels.txt`
/// (one name a line). Methods may be called from any thread, and several processes may share a folder.
public final class ModelStore {
    private final ModelFolder folder;
    private final List<URI> addresses;

    /// Hears how a fetch goes on.
    @FunctionalInterface
    public interface Progress {
        /// Called now and then from the fetching thread.
        void received(long bytes, long ofBytes);
    }

    /// The store of a folder, which is made when the first network is added.
    public static ModelStore open(Path folder) {
        return open(folder, PublishedModel.ADDRESSES);
    }

    /// The store of a folder, fetching published networks from other addresses than the makers'.
    ///
    /// @param addresses
    ///            each the beginning of an address, tried in this order
    public static ModelStore open(Path folder, List<URI> addresses) {
        return new ModelStore(new ModelFolder(folder), List.copyOf(addresses));
    }

    private ModelStore(ModelFolder folder, List<URI> addresses) {
        this.folder = folder;
        this.addresses = addresses;
    }

    /// The bundled default network.
    static Model.Network bundled() {
        return BundledModels.named(BundledModels.NAMES.getFirst());
    }

    /// All networks at hand: the default, the others that are bundled, then those that were added, by name.
    ///
    /// @throws VisionException.BadModel
    ///             if a card in the folder is damaged
    public List<Model.Network> networks() {
        var networks = new ArrayList<>(BundledModels.NAMES.stream().map(BundledModels::named).toList());
        folder.names().forEach(name -> networks.add(folder.named(name)));
        return networks;
    }

    /// The names that [#pull(String, Progress)] knows.
    public static List<String> published() {
        return PublishedModel.ALL.stream().map(PublishedModel::name).toList();
    }

    /// The model that an expression names: `a`, `a+b` for an ensemble with equal weights, or `a:0.7+b:0.3`; each network may be
    /// followed by how its pictures are prepared otherwise than its card says, as in `a@mirror` or
    /// `a:0.7@squash:256,bicubic+b:0.3` ([Model.Network#prepared(String)]).
    ///
    /// @throws IllegalArgumentException
    ///             if the expression is malformed, or names a network that is not at hand; the message lists those that
    ///             are
    /// @throws VisionException.BadModel
    ///             if its card is damaged
    public Model find(String expression) {
        var members = Stream.of(expression.strip().split("\\+", -1)).map(this::member).toList();
        return members.size() == 1 ? members.getFirst().network() : new Model.Ensemble(members);
    }

    private Model.Member member(String text) {
        int at = text.indexOf('@');
        String weighed = (at < 0 ? text : text.substring(0, at)).strip();
        int colon = weighed.indexOf(':');
        String name = (colon < 0 ? weighed : weighed.substring(0, colon)).strip();
        Model.Network own = network(name);
        Model.Network network = at < 0 ? own : own.prepared(text.substring(at + 1));
        try {
            return new Model.Member(network, colon < 0 ? 1 : Double.parseDouble(weighed.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "`%s` is no weight; write %s:0.5".formatted(weighed.substring(colon + 1), name), e);
        }
    }

    private Model.Network network(String name) {
        if (BundledModels.NAMES.contains(name)) {
            return BundledModels.named(name);
        }
        if (folder.names().contains(name)) {
            return folder.named(name);
        }
        boolean published = PublishedModel.ALL.stream().anyMatch(model -> model.name().equals(name));
        throw new IllegalArgumentException("there is no model `%s` here; %s, or use one of %s".formatted(name,
                published
                        ? "fetch it with `lookalike models pull " + name + "`"
                        : "add it with `lookalike models add FILE`",
                Stream.concat(BundledModels.NAMES.stream(), folder.names().stream()).toList()));
    }

    /// Adds a network from a file, as a copy; runs it once to see that it is an image classifier.
    ///
    /// Class names are taken from a file beside it, `FILE.labels.txt` for `FILE.onnx`, or are ImageNet's if it tells
    /// 1,000 or 1,001 classes apart.
    ///
    /// @param name
    ///            it is to have, see [ModelCard#NAME]
    /// @param preprocessing
    ///            how pictures are prepared for it, or null for what is usual for a network of that name; the card's
    ///            title says where that is a guess
    /// @param size
    ///            the side of its input, in pixels, for a graph that takes any; 0 for what is usual
    /// @throws IllegalArgumentException
    ///             if the name is malformed or taken, or the preprocessing or the labels do not go with the network
    /// @throws VisionException.BadModel
    ///             if the file is no image classifier; the message says what was found
    /// @throws VisionException.Unreadable
    ///             if the file cannot be read, or its copy not be written
    public Model.Network add(Path onnx, String name, @Nullable Preprocessing preprocessing, int size) {
        requireFree(name);
        if (!Files.isRegularFile(onnx)) {
            throw new VisionException.Unreadable(onnx, new IOException("there is no such file"));
        }
        Path copy = folder.copy(onnx, name);
        try {
            Path beside = onnx
                    .resolveSibling(onnx.getFileName().toString().replaceFirst("\\.onnx$", "") + ".labels.txt");
            Path labels = Files.exists(beside) ? beside : null;
            var examined = Examination.of(copy, name, preprocessing, size);
            if (labels != null) {
                examined.requireNames(labels);
            }
            var card = examined.card(examined.title(), onnx.toAbsolutePath().toString(), "unknown",
                    labels == null ? examined.guessedClasses() : "own");
            return folder.keep(card, copy, labels);
        } finally {
            folder.discard(copy);
        }
    }

    /// Fetches a network from where its makers publish it, checks it against their hash, and adds it. A fetch that
    /// broke off is gone on with.
    ///
    /// @param name
    ///            one of [#published()]
    /// @throws IllegalArgumentException
    ///             if none of that name is published
    /// @throws VisionException.Unreachable
    ///             if it could not be fetched; what arrived is kept
    /// @throws VisionException.BadModel
    ///             if what arrived is not what was published; it is thrown away
    /// @throws VisionException.Unreadable
    ///             if it cannot be written
    public Model.Network pull(String name, Progress progress) {
        var published = PublishedModel.ALL.stream().filter(model -> model.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nobody is known to publish `%s` with a hash; use one of %s, or `lookalike models add FILE`"
                                .formatted(name, published())));
        if (folder.names().contains(name)) {
            return folder.named(name);
        }
        return pull(published, progress);
    }

    /// For tests too, which publish networks of their own.
    Model.Network pull(PublishedModel published, Progress progress) {
        Path file = folder.fetch(published, addresses, progress);
        var examined = Examination.of(file, published.name(), null, 0);
        var card = examined.card(published.title(), addresses.getFirst().resolve(published.path()).toString(),
                published.licence(), examined.guessedClasses());
        return folder.keep(card, file, null);
    }

    /// Forgets a network that was added.
    ///
    /// @return whether there was one
    /// @throws IllegalArgumentException
    ///             if it is bundled
    public boolean remove(String name) {
        if (BundledModels.NAMES.contains(name)) {
            throw new IllegalArgumentException("`%s` is part of the program and stays".formatted(name));
        }
        return folder.remove(name);
    }

    private void requireFree(String name) {
        if (!ModelCard.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no model name; use up to 64 lower-case letters, digits, dots, dashes and underscores"
                            .formatted(name));
        }
        if (BundledModels.NAMES.contains(name) || folder.names().contains(name)) {
            throw new IllegalArgumentException("there is a model `%s` already; choose another name".formatted(name));
        }
    }
}
