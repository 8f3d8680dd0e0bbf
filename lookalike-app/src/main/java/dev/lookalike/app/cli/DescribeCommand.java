package dev.lookalike.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Image;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike describe`: tells something about a picture, or shows what was told.
@Command(name = "describe", description = "Tells something about a picture, or shows what was told; for many, see `add --metadata`.")
final class DescribeCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ID", description = "the picture's id")
    long id;

    @Parameters(index = "1..*", paramLabel = "FIELD=VALUE", description = "a field and its value; without a value, the field is taken away")
    List<String> told = new ArrayList<>();

    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            Image image = api.image(id);
            Map<String, String> metadata = new TreeMap<>(image.metadata());
            told.forEach(each -> tell(metadata, each));
            if (!told.isEmpty()) {
                image = api.describe(id, metadata);
            }
            Image described = image;
            output.print(described, () -> new TreeMap<>(described.metadata())
                    .forEach((field, value) -> output.line("%-16s  %s", field, value)));
            return Exit.OK;
        }
    }

    private static void tell(Map<String, String> metadata, String fieldAndValue) {
        int equals = fieldAndValue.indexOf('=');
        if (equals < 1) {
            throw Failures.usage("%s is no FIELD=VALUE; for example: lookalike describe 42 colour=red"
                    .formatted(fieldAndValue));
        }
        String field = fieldAndValue.substring(0, equals);
        String value = fieldAndValue.substring(equals + 1);
        if (value.isEmpty()) {
            metadata.remove(field);
        } else {
            metadata.put(field, value);
        }
    }
}
