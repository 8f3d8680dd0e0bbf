package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Clusters;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;

/// `lookalike clusters`: which groups the pictures form by themselves.
@Command(name = "clusters", description = "Shows the clusters that the pictures form, each with a name from what its pictures were guessed to be "
        + "and a typical picture. Draws the map first, if it is not there or much changed since.")
final class ClustersCommand extends Verb {
    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            if (api.clusters().due()) {
                finish(api, api.drawMap());
            }
            Clusters clusters = api.clusters();
            output.print(clusters, () -> {
                for (Clusters.Cluster cluster : clusters.clusters()) {
                    output.line("%3d  %7d  %-40s  %s", cluster.number(), cluster.count(), cluster.name(),
                            api.image(cluster.typical()).path());
                }
                output.line("     %7d  in no cluster", clusters.unclustered());
            });
            return Exit.OK;
        }
    }
}
