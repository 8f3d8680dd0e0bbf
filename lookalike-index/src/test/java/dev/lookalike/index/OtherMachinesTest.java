package dev.lookalike.index;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Answers are the same to the last bit without the Vector API and with vectors of any width: tried in other processes.
final class OtherMachinesTest {
    private static String expected = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void answerHere() throws IOException {
        expected = AnswersMain.answers();
    }

    @Test
    void search_withoutVectorModule_answersTheSameAndNamesTheFlagOnce() throws Exception {
        var run = run(onClassPath());

        assertThat(run.output()).isEqualTo(expected);
        assertThat(run.errors()).containsOnlyOnce("--add-modules jdk.incubator.vector");
    }

    @Test
    void search_asModuleWithoutVectorModule_answersTheSame() throws Exception {
        var run = run(asModule());

        assertThat(run.output()).isEqualTo(expected);
        assertThat(run.errors()).containsOnlyOnce("--add-modules jdk.incubator.vector");
    }

    @Test
    void search_asModuleWithVectorModule_answersTheSame() throws Exception {
        var run = run(asModule(), "--add-modules", "jdk.incubator.vector");

        assertThat(run.output()).isEqualTo(expected);
        assertThat(run.errors()).doesNotContain("--add-modules");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void search_withVectorsOfAnyWidth_answersTheSame(int bits) throws Exception {
        var run = run(onClassPath(), "--add-modules", "jdk.incubator.vector", "-Dlookalike.index.bits=" + bits);

        assertThat(run.output()).isEqualTo(expected);
        assertThat(run.errors()).doesNotContain("--add-modules");
    }

    private static List<String> onClassPath() {
        return List.of("-cp", System.getProperty("java.class.path"), AnswersMain.class.getName());
    }

    private static List<String> asModule() {
        String module = "dev.lookalike.index";
        return List.of("-p", place(VectorIndex.class), "--patch-module", module + "=" + place(AnswersMain.class), "-m",
                module + "/" + AnswersMain.class.getName());
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }

    private Run run(List<String> program, String... flags) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(program);
        var output = folder.resolve("output");
        var errors = folder.resolve("errors");
        var process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return new Run(Files.readString(output), Files.readString(errors));
    }

    private record Run(String output, String errors) {}
}
