package dev.lookalike.app.cli;

import java.util.Arrays;
import java.util.Locale;

import dev.lookalike.app.api.Metric;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a metric by its name in lower case.
final class MetricConverter implements ITypeConverter<Metric> {
    @Override
    public Metric convert(String text) {
        return Arrays.stream(Metric.values()).filter(metric -> metric.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst().orElseThrow(
                        () -> new TypeConversionException(
                                "'%s' is no metric; give cosine or euclidean".formatted(text)));
    }
}
