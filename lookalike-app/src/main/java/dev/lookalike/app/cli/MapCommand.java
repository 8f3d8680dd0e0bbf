package dev.lookalike.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.PictureMap;
import dev.lookalike.app.api.Projection;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike map`: where the pictures lie on a map on which those that are alike are neighbours.
@Command(name = "map", description = "Draws a map on which pictures that are alike are neighbours, if it is not there or much changed since, and "
        + "prints where each lies: id, x, y and cluster, as CSV. To look at it: lookalike serve, then Map.")
final class MapCommand extends Verb {
    @Option(names = "--by", paramLabel = "MAP", defaultValue = "tsne", converter = ProjectionConverter.class, description = "tsne: neighbours stay together; pca: the two principal "
            + "axes (default: ${DEFAULT-VALUE})")
    Projection by = Projection.TSNE;

    @Option(names = "--again", description = "draw it again even if little changed")
    boolean again;

    @Option(names = "--svg", paramLabel = "FILE", description = "write it as a drawing instead, each cluster in its colour and by its name")
    @Nullable
    Path svg;

    @Override
    public Integer call() throws InterruptedException {
        if (svg != null) {
            Failures.checkWritable(svg);
        }
        try (Api api = gallery.open()) {
            if (again || api.clusters().due()) {
                finish(api, api.drawMap());
            }
            PictureMap map = api.map(by);
            if (svg != null) {
                write(svg, MapSvg.of(map, api.clusters()));
                return Exit.OK;
            }
            output.print(map, () -> show(map));
            return Exit.OK;
        }
    }

    private void show(PictureMap map) {
        output.line("id,x,y,cluster");
        for (int i = 0; i < map.ids().size(); i++) {
            output.line("%d,%.5f,%.5f,%d", map.ids().get(i), (double) map.x().get(i) / PictureMap.SIDE,
                    (double) map.y().get(i) / PictureMap.SIDE, map.clusters().get(i));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new ProblemException(Kind.STORAGE,
                    "cannot write %s: %s; give a file that can be written".formatted(file, failure.getMessage()));
        }
    }
}
