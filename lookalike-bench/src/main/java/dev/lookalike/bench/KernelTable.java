package dev.lookalike.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// A table of [KernelTimes], by the width of the vectors.
final class KernelTable {
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private KernelTable() {}

    static void main(String[] arguments) throws RunnerException {
        var widths = new LinkedHashMap<String, List<String>>();
        widths.put("as the machine has", VECTORS);
        widths.put("256 bits", with("-XX:UseAVX=2"));
        widths.put("128 bits", with("-XX:MaxVectorSize=16"));
        widths.put("none", List.of());
        System.out.println("""
                           | kernel | vectors | near, ns | GB/s | far, ns | GB/s |
                           |---|---|---|---|---|---|""");
        for (var width : widths.entrySet()) {
            print(width.getKey(), run(width.getValue(), arguments));
        }
    }

    private static List<String> with(String flag) {
        return Stream.concat(VECTORS.stream(), Stream.of(flag)).toList();
    }

    /// @param arguments
    ///            which kernels; all if there are none
    private static Collection<RunResult> run(List<String> flags, String[] arguments) throws RunnerException {
        var options = new OptionsBuilder().verbosity(VerboseMode.SILENT).jvmArgs(Stream.concat(flags.stream(),
                Stream.of("-Xmx2g", "--enable-native-access=ALL-UNNAMED")).toArray(String[]::new));
        String class_ = KernelTimes.class.getName() + ".";
        (arguments.length == 0 ? Stream.of("") : Arrays.stream(arguments))
                .forEach(name -> options.include(class_ + name));
        return new Runner(options.build()).run();
    }

    private static void print(String width, Collection<RunResult> results) {
        var times = new LinkedHashMap<String, Map<String, Double>>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            times.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), _ -> new LinkedHashMap<>())
                    .put(result.getParams().getParam("place"), result.getPrimaryResult().getScore());
        }
        times.forEach((kernel, places) -> {
            double near = places.getOrDefault(KernelTimes.NEAR, Double.NaN);
            double far = places.getOrDefault(KernelTimes.FAR, Double.NaN);
            int size = rowSize(kernel);
            System.out.printf(Locale.ROOT, "| %s | %s | %.1f | %.1f | %.1f | %.1f |%n", kernel, width, near,
                    size / near,
                    far, size / far);
        });
    }

    private static int rowSize(String kernel) {
        return switch (kernel) {
            case "codes" -> KernelTimes.HEAD;
            case "halves" -> Short.BYTES * KernelTimes.DIMENSION;
            default -> Float.BYTES * KernelTimes.DIMENSION;
        };
    }
}
