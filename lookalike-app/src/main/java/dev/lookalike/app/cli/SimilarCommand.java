package dev.lookalike.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.lookalike.app.api.Answer;
import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Json;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.Match;
import dev.lookalike.app.api.Metric;
import dev.lookalike.app.api.Search;
import dev.lookalike.app.api.Situation;
import dev.lookalike.app.api.Traits;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.vision.ColourWords;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike similar`: the pictures most like some.
@Command(name = "similar", description = "Finds the pictures most like those given, by id or file, or like what words describe.")
final class SimilarCommand extends Verb {
    private static final int PICTURE_ROWS = 8;
    private static final int THUMBNAIL_SIDE = 256;
    private static final int MAX_SHOWN = 40;

    @Parameters(paramLabel = "ID|FILE", arity = "0..*", description = "pictures that the answers should be like: ids in the gallery, or files, which are not kept")
    List<String> likes = List.of();

    @Option(names = "--not", paramLabel = "ID|FILE", description = "pictures that the answers should be unlike")
    List<String> unlike = List.of();

    @Option(names = "--words", paramLabel = "WORDS", description = "what the answers should look like, such as \"red dress\"; alone, or with pictures")
    List<String> words = List.of();

    @Option(names = "--without-words", paramLabel = "WORDS", description = "what the answers should not look like")
    List<String> withoutWords = List.of();

    @Option(names = "--for", paramLabel = "USER", description = "what this person may like, of what `lookalike rate` was told; with pictures, those first that are to their taste")
    @Nullable
    String user;

    @Option(names = "--palette", paramLabel = "COLOURS", description = "colours that the answers should have, with "
            + "shares, such as \"#aa2233:70,white:30\"; alone, or with pictures, in place of theirs")
    @Nullable
    String palette;

    @Option(names = "--weigh", paramLabel = "WEIGHTS", description = "how much overall looks, colour, texture and shape count, 0 to 1, such as colour=1,texture=0.5 (default: overall=1)")
    @Nullable
    String weights;

    @Option(names = "--sketch", paramLabel = "FILE", description = "a drawing of what the answers should look like: dark lines on a light ground; alone, or with pictures and words")
    @Nullable
    Path sketch;

    @Option(names = "--goes-with", description = "find what goes with the pictures whose ids are given, as outfits show it (`lookalike outfits`), and not what is like them")
    boolean goesWith;

    @Option(names = "--crop", paramLabel = "L,T,W,H", converter = CropConverter.class, description = "look at this part of the first picture alone, in shares of its size, such as 0.2,0,0.5,0.5")
    Crop crop = Crop.WHOLE;

    @Option(names = "--count", paramLabel = "N", description = "how many answers (default: ${DEFAULT-VALUE})")
    int count = 10;

    @Option(names = "--metric", converter = MetricConverter.class, description = "cosine, or euclidean on raw embeddings (default: cosine)")
    Metric metric = Metric.COSINE;

    @Option(names = "--exact", description = "look at all pictures, so that none is missed; in a large gallery it takes longer")
    boolean exact;

    @Option(names = "--folder", description = "answer only with pictures in this folder or below it")
    @Nullable
    String inFolder;

    @Option(names = "--category", description = "answer only with pictures of this likeliest category")
    @Nullable
    String category;

    @Option(names = "--where", paramLabel = "CONDITION", description = ListCommand.WHERE)
    @Nullable
    String where;

    @Option(names = "--lambda", paramLabel = "SHARE", description = "vary the answers: 1 for the nearest as they come, 0.7 for various ones near the subject, down to 0 (default: 1)")
    double lambda = 1;

    @Option(names = "--group-by", paramLabel = "FIELD", description = "answer each value of this field of the metadata once, by its best picture, such as one photo of each product")
    String groupBy = "";

    @Option(names = "--no-copies", description = "leave out pictures that show the same photo as a better answer")
    boolean noCopies;

    @Mixin
    ContextOptions context = new ContextOptions();

    @Option(names = "--query", paramLabel = "JSON", description = "a file with the whole question, as for POST /v1/search")
    @Nullable
    Path query;

    @Option(names = "--pictures", negatable = true, description = "show the pictures inside the terminal (default: where it can)")
    @Nullable
    Boolean pictures;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = embeds() ? gallery.openToEmbed() : gallery.open()) {
            Search search = search(api);
            if (api instanceof LocalApi && goesWith && Terminal.current().errors()) {
                System.err.println("Learning what goes with what ...");
            }
            if (api instanceof LocalApi here && search.parts().stream().anyMatch(part -> part.sketch() != null)) {
                look(here);
            }
            Answer answer = api.search(search);
            hint(api);
            output.print(answer, () -> show(api, answer));
            return Exit.OK;
        }
    }

    /// Looks at the pictures from which it is learnt what sketches show, with a progress bar.
    private static void look(LocalApi api) throws InterruptedException {
        if (isLeft(api.status().traits())) {
            finish(api, api.makeTraits());
        }
    }

    /// Says where a colour that was named could not be seen.
    private void hint(Api api) {
        boolean isColoured = words.stream().anyMatch(told -> ColourWords.of(told, _ -> false).palette() != null);
        Traits traits = isColoured ? api.status().traits() : null;
        if (traits != null && isLeft(traits)) {
            System.err.printf(
                    "Colours are seen once the pictures were looked at, which `lookalike serve` does; %,d of %,d were.%n",
                    traits.ready(), traits.total());
        }
    }

    private static boolean isLeft(Traits traits) {
        return traits.ready() + traits.skipped() < traits.total();
    }

    private boolean isAskedOtherwise() {
        return goesWith || !likes.isEmpty() || !unlike.isEmpty() || !words.isEmpty() || !withoutWords.isEmpty()
                || user != null || palette != null || sketch != null || weights != null;
    }

    /// Whether a picture is asked with that is not in the gallery.
    private boolean embeds() {
        return sketch != null || !Stream.concat(likes.stream(), unlike.stream()).allMatch(SimilarCommand::isId);
    }

    private static boolean isId(String like) {
        return like.matches("\\d{1,18}");
    }

    private Search search(Api api) {
        if (query != null) {
            if (isAskedOtherwise() || context.told() != null) {
                throw Failures.usage(
                        "--query holds the whole question; leave out the other pictures, words, --for, --goes-with, --palette, --sketch, --weigh and the situation, or --query");
            }
            return Json.read(read(query), Search.class);
        }
        if (likes.isEmpty() && words.isEmpty() && user == null && palette == null && sketch == null) {
            throw Failures.usage(
                    "name a picture: `lookalike similar 42`, or `lookalike similar beach.jpg`; or words: `lookalike similar --words \"red dress\"`");
        }
        if (likes.isEmpty() && !crop.equals(Crop.WHOLE)) {
            throw Failures.usage("--crop is of a picture that the answers should be like; name one, or leave it out");
        }
        List<Search.Part> parts = new ArrayList<>();
        if (goesWith) {
            parts.add(Search.Part.goesWith(ids()));
        }
        for (String like : goesWith ? List.<String>of() : likes) {
            parts.add(part(api, like, 1, parts.isEmpty() ? crop : Crop.WHOLE));
        }
        if (user != null) {
            parts.add(Search.Part.user(user));
        }
        if (palette != null) {
            parts.add(Search.Part.palette(palette));
        }
        for (String other : unlike) {
            parts.add(part(api, other, -1, Crop.WHOLE));
        }
        if (sketch != null) {
            parts.add(Search.Part.sketch(api.upload(read(there(sketch)), String.valueOf(sketch.getFileName())).id()));
        }
        words.forEach(wanted -> parts.add(Search.Part.words(wanted, 1)));
        withoutWords.forEach(unwanted -> parts.add(Search.Part.words(unwanted, -1)));
        return new Search(parts, metric, count, new Search.Filter(inFolder, category, null, where), exact,
                new Search.Selection(lambda, groupBy, !noCopies), context.told(),
                weights == null ? Search.Weights.OVERALL : Search.Weights.parse(weights));
    }

    private List<Long> ids() {
        if (likes.isEmpty() || !likes.stream().allMatch(SimilarCommand::isId)) {
            throw Failures.usage(
                    "--goes-with asks of pictures that are in the gallery; give their ids, which `lookalike list` shows: lookalike similar 42 --goes-with");
        }
        if (!crop.equals(Crop.WHOLE)) {
            throw Failures.usage("--goes-with asks of whole pictures; leave out --crop");
        }
        return likes.stream().map(Long::valueOf).toList();
    }

    /// A number that is no file's name is an id; everything else is a file.
    private static Search.Part part(Api api, String picture, double weight, Crop crop) {
        Path file = Path.of(picture);
        if (isId(picture) && !Files.exists(file)) {
            return new Search.Part(Long.parseLong(picture), null, null, weight, crop);
        }
        String upload = api.upload(read(there(file)), String.valueOf(file.getFileName())).id();
        return new Search.Part(null, upload, null, weight, crop);
    }

    private static Path there(Path file) {
        if (!Files.exists(file)) {
            throw Failures.usage("there is no file %s, and it is no id; ids are what `lookalike list` shows first"
                    .formatted(file));
        }
        return file;
    }

    private void show(Api api, Answer answer) {
        Terminal terminal = Terminal.current();
        boolean shown = pictures == null || pictures;
        boolean foreign = answer.nothingAlike() && !answer.matches().isEmpty();
        if (!terminal.output()) {
            if (foreign) {
                System.err.println("Nothing like this is here; these are the nearest.");
            }
            answer.matches().forEach(match -> output.line("%s", match.path()));
            return;
        }
        if (foreign) {
            output.line("Nothing like this is here. The nearest:");
        }
        if (!answer.nothingAlike() && !answer.labels().isEmpty()) {
            output.line("Probably %s (%.2f).", answer.labels().getFirst().name(),
                    answer.labels().getFirst().probability());
        }
        Situation situation = answer.situation();
        if (situation != null) {
            situation.unknown().forEach(unknown -> System.err.printf("Unknown: %s%n", unknown));
        }
        int place = 0;
        for (Match match : answer.matches()) {
            if (shown && place++ < MAX_SHOWN && terminal.pictures() != Terminal.Pictures.NONE) {
                output.text(TerminalPicture.render(terminal.pictures(), api.thumbnail(match.id(), THUMBNAIL_SIDE),
                        terminal.columns(), PICTURE_ROWS));
            }
            output.line("%8d  %.3f  %s%s%s%s", match.id(), match.score(), match.path(),
                    match.reason().isEmpty() ? "" : "  (" + match.reason() + ")",
                    match.others().isEmpty() ? "" : "  and " + Output.counted(match.others().size(), "more picture"),
                    match.alike() || answer.nothingAlike() ? "" : "  less like it");
        }
        if (answer.unseen() > 0) {
            System.err.printf("%,d pictures were not looked at yet; `lookalike status` shows how far it is.%n",
                    answer.unseen());
        }
        if (answer.matches().isEmpty()) {
            String whom = goesWith ? null : user;
            output.line("%s", goesWith
                    ? "Nothing that passes is known to go with it; `lookalike outfits list` shows what is."
                    : whom == null
                            ? "No picture passes; `lookalike status` shows what the gallery holds."
                            : "Nothing to recommend yet; rate some pictures 4 or 5: lookalike rate %s ID 5"
                                    .formatted(whom));
        }
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > Limits.UPLOAD.bytes()) {
                throw Failures.usage("%s has %s; a query picture has at most %s, so give a smaller copy".formatted(file,
                        Output.bytes(Files.size(file)), Output.bytes(Limits.UPLOAD.bytes())));
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw Failures.usage("cannot read %s: %s".formatted(file, failure));
        }
    }
}
