import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;

void main() {
    try (var embedder = Embedder.bundled();
            var gallery = Gallery.open(Path.of("holiday.gallery"), embedder)) {
        gallery.add(Path.of("photos"));
        for (var match : gallery.similarTo(Path.of("beach.jpg"), 10)) {
            IO.println("%.3f  %s".formatted(match.score(), match.image().path()));
        }
    }
}
