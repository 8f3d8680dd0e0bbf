package dev.lookalike.training.onnx;

import java.util.List;
import java.util.Map;

/// One step of a network, as ONNX defines it.
///
/// @param operation
///            such as `Conv`
/// @param inputs
///            the names of what it reads; an empty name stands for nothing
/// @param output
///            the name of what it makes
/// @param counts
///            its attributes that are whole numbers
/// @param numbers
///            its attributes that are not
/// @param padding
///            how it finds out by itself how much to pad, `NOTSET` if it does not
public record Layer(String operation, List<String> inputs, String output, Map<String, long[]> counts,
        Map<String, Float> numbers, String padding) {

    public Layer {
        inputs = List.copyOf(inputs);
        counts = Map.copyOf(counts);
        numbers = Map.copyOf(numbers);
    }

    /// A layer without attributes.
    static Layer of(String operation, String output, String... inputs) {
        return new Layer(operation, List.of(inputs), output, Map.of(), Map.of(), "NOTSET");
    }

    /// The same with other inputs.
    Layer reading(List<String> others) {
        return new Layer(operation, others, output, counts, numbers, padding);
    }

    /// The same with another output.
    Layer making(String other) {
        return new Layer(operation, inputs, other, counts, numbers, padding);
    }

    /// An input, or an empty name.
    public String input(int number) {
        return number < inputs.size() ? inputs.get(number) : "";
    }

    /// An attribute that is one whole number.
    public long count(String name, long otherwise) {
        long[] found = counts.get(name);
        return found == null ? otherwise : found[0];
    }

    /// An attribute that is several whole numbers.
    public long[] counts(String name, long... otherwise) {
        return counts.getOrDefault(name, otherwise);
    }

    /// An attribute that is a number.
    public float number(String name, float otherwise) {
        return numbers.getOrDefault(name, otherwise);
    }

    /// For messages.
    @Override
    public String toString() {
        return "%s, which makes `%s`".formatted(operation, output);
    }
}
