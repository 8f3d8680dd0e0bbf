package dev.lookalike.app.cli;

import java.util.Arrays;

import dev.lookalike.app.api.Projection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads what a map is drawn by.
final class ProjectionConverter implements ITypeConverter<Projection> {
    @Override
    public Projection convert(String text) {
        return Arrays.stream(Projection.values()).filter(each -> each.toString().equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is no map; give tsne or pca".formatted(text)));
    }
}
