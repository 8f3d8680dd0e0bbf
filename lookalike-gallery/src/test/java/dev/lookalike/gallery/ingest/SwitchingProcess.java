package dev.lookalike.gallery.ingest;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.SwitchReport;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// Switches a gallery from one network to the next of three, while it adds pictures and takes some out. The networks are so small
/// that they are written here: an embedding is the picture's colours in a grid, from another one on in each.
final class SwitchingProcess {
    static final List<Catalogue.Model> MODELS = List.of(model("a"), model("b"), model("c"));

    private SwitchingProcess() {}

    private static Catalogue.Model model(String letter) {
        return new Catalogue.Model(letter.repeat(64), letter, AbortingProcess.MODEL.dimension());
    }

    /// Arguments: gallery, a folder of pictures to add meanwhile.
    public static void main(String[] arguments) throws InterruptedException {
        Path gallery = Path.of(arguments[0]);
        int serving = serving(gallery);
        int next = (serving + 1) % MODELS.size();
        try (var catalogue = Catalogue.open(gallery, MODELS.get(serving));
                var ingest = ingest(gallery, catalogue, serving)) {
            System.out.println("open");
            Thread adding = Thread.ofPlatform().start(() -> add(ingest, Path.of(arguments[1])));
            SwitchReport report = ingest.switchTo(MODELS.get(next), network(next), Progress.none());
            System.out.println(report.switched() + " " + report.pictures().unchanged());
            adding.join();
        }
    }

    private static void add(Ingest ingest, Path pictures) {
        try {
            ingest.add(pictures, Progress.none());
        } catch (IllegalStateException switched) {
            // It came too late: what is written from now on is of the other network.
            System.err.println(switched.getMessage());
        }
    }

    static int serving(Path gallery) {
        String name = Catalogue.modelIn(gallery);
        return MODELS.indexOf(MODELS.stream().filter(model -> model.name().equals(name)).findFirst().orElseThrow());
    }

    static Ingest ingest(Path gallery, Catalogue catalogue, int model) {
        Mirror nobody = new Mirror() {
            @Override
            public void put(long id, short[] unit, float norm) {}

            @Override
            public void remove(long id) {}
        };
        return new Ingest(gallery, catalogue, network(model), nobody);
    }

    /// The network of a model.
    static Network network(int model) {
        Network grid = AbortingProcess.network();
        return new Network() {
            @Override
            public int sideNeeded() {
                return grid.sideNeeded();
            }

            @Override
            public List<Embedding> embed(List<Picture> pictures) {
                return grid.embed(pictures).stream().map(embedding -> turned(embedding, model)).toList();
            }
        };
    }

    private static Embedding turned(Embedding embedding, int by) {
        float[] unit = embedding.unit();
        var turned = new float[unit.length];
        for (int i = 0; i < unit.length; i++) {
            turned[i] = unit[(i + by) % unit.length];
        }
        return new Embedding(turned, embedding.norm(),
                List.of(new Embedding.Guess(MODELS.get(by).name(), 1)));
    }
}
