package dev.lookalike.app.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.http.Server;
import dev.lookalike.app.http.ServerOptions;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike serve`: the page and the service, while pictures are still being added.
@Command(name = "serve", description = "Adds folders of pictures and serves page and API, also while still adding.")
class ServeCommand extends Verb {
    @Parameters(paramLabel = "PHOTOS", arity = "0..*", description = "folders of pictures, read where they lie")
    List<Path> photos = List.of();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "the address to serve on; any but loopback needs a key (default: 127.0.0.1)")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "the port to serve on; 0 takes a free one (default: ${DEFAULT-VALUE})")
    int port = 8080;

    @Option(names = "--metadata", paramLabel = "TABLE", description = AddCommand.METADATA)
    @Nullable
    Path metadata;

    @Option(names = "--lan", description = "serve the local network too, and show a QR code with a key for a phone")
    boolean lan;

    @Override
    public Integer call() throws InterruptedException {
        return serve(photos);
    }

    /// Serves the gallery, with these folders added, until the process is told to end.
    final int serve(List<Path> folders) throws InterruptedException {
        if (gallery.readOnly && (!folders.isEmpty() || metadata != null)) {
            throw Failures.usage(
                    "a server with --read-only adds nothing; leave the folders out, or add them where the gallery is owned");
        }
        AddCommand.requireAll(folders);
        AddCommand.requireAll(metadata == null ? List.of() : List.of(metadata));
        Optional<ServerFile> running = ServerFile.running(gallery.folder);
        if (running.isPresent() && gallery.readOnly) {
            throw Failures.usage("a server has %s open already; give this one a folder of its own with --gallery"
                    .formatted(gallery.folder));
        }
        if (running.isPresent()) {
            return handOver(running.get(), folders);
        }
        ServerOptions options = options();
        // Closed last: only then does the process end.
        try (Stop stop = Stop.interruptingThisThread();
                LocalApi api = gallery.openWarm();
                Server server = Server.start(api, gallery.folder, options)) {
            server.warm();
            if (!gallery.readOnly) {
                api.keepKnown();
            }
            URI invitation = server.invitation().orElse(null);
            output.print(new Served(server.address().toString(), invitation == null ? null : invitation.toString()),
                    () -> show(server.address(), invitation));
            addAll(api, folders);
            stop.await();
        } catch (InterruptedException ended) {
            System.err.println("Stopped.");
        }
        return Exit.OK;
    }

    /// A server has this gallery open already: it gets the folders.
    private int handOver(ServerFile server, List<Path> folders) throws InterruptedException {
        try (Api api = server.connect()) {
            if (!output.json) {
                output.line("%s", server.address());
            }
            System.err.println("A server has this gallery open already; it goes on serving.");
            return add(api, folders, metadata);
        }
    }

    private ServerOptions options() {
        if (lan) {
            return ServerOptions.lan(port);
        }
        try {
            return new ServerOptions(InetAddress.getByName(host), port, Set.of());
        } catch (UnknownHostException unknown) {
            throw Failures
                    .usage("--host is %s, which is no address of this machine; leave it out to serve this machine alone"
                            .formatted(host));
        }
    }

    private void show(URI address, @Nullable URI invitation) {
        output.line("%s", address);
        if (invitation != null) {
            output.text(QrCode.of(invitation.toString()));
            output.line("On a phone in the same network, scan this, or open %s", invitation);
        }
    }

    /// Brings the gallery up to its folders, and adds new ones, with a progress bar. What fails is told, and what is
    /// there is served all the same.
    private void addAll(Api api, List<Path> folders) throws InterruptedException {
        if (!gallery.readOnly && api.status().images() > 0) {
            tell(api, api::sync);
        }
        for (Path folder : folders) {
            tell(api, () -> api.add(folder.toAbsolutePath().normalize()));
        }
        Path table = metadata;
        if (table != null) {
            tell(api, () -> api.describe(table.toAbsolutePath().normalize()));
        }
        whenAdded(api);
    }

    /// What else is to be done once everything was added.
    void whenAdded(Api api) throws InterruptedException {}

    final void tell(Api api, Supplier<Job> work) throws InterruptedException {
        try {
            Job.Report report = finish(api, work.get()).report();
            if (report != null) {
                System.err.println(summary(report));
                warn(report);
            }
        } catch (ProblemException failed) {
            new Failures(System.err).print(failed);
        }
    }

    /// What `--json` prints first.
    record Served(String address, @Nullable String invitation) {}
}
