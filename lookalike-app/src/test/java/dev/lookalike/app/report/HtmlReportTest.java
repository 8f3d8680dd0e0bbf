package dev.lookalike.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lookalike.app.api.Evaluations.Asked;
import dev.lookalike.app.api.Evaluations.Estimate;
import dev.lookalike.app.api.Evaluations.Evaluation;
import dev.lookalike.app.api.Evaluations.Guessing;
import dev.lookalike.app.api.Evaluations.OfClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class HtmlReportTest {
    private static final String HOSTILE = "<img src=x onerror='alert(1)'>&\"%s%n";

    @TempDir
    Path folder;

    @Test
    void write_namesWithMarkup_showThemAsText() throws IOException {
        String page = written(HOSTILE);

        assertThat(page).doesNotContain("<img src=x")
                .contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;%s%n");
    }

    @Test
    void write_aMeasurement_needsNothingElse() throws IOException {
        String page = written("dress");

        assertThat(page).doesNotContain("http:", "https:", "<script", "<link", "url(", "@import");
        assertThat(page).contains("0.750", "recall", "data:image/jpeg;base64,BwAB", "data:image/jpeg;base64,CQAB");
        assertThat(page.split("<svg", -1)).hasSize(1 + 3 + 1 + 2);
    }

    private String written(String name) throws IOException {
        var measures = Map.of("P@1", new Estimate(1, 0.9, 1), "P@10", new Estimate(0.75, 0.7, 0.8), "CMC@10",
                new Estimate(1, 1, 1), "mAP", new Estimate(0.5, 0.4, 0.6));
        var classes = List.of(new OfClass(name, 2, 0.75, 0.5, Map.of(name, 0.8, "other", 0.2)));
        var evaluation = new Evaluation("folder", 2, 1, 0.75, 0.5, null, new Guessing(0.5, 0.1), measures, classes,
                List.of(new Asked(7, name, 0.9, List.of(9L), List.of(name))),
                List.of(new Asked(9, name, 0.1, List.of(7L), List.of(name))));
        var sections = List.of(new HtmlReport.Section(name, evaluation, null, Map.of("crop", 0.9)),
                new HtmlReport.Section("second", evaluation, null, Map.of("crop", 0.8)));
        var curves = List.of(new HtmlReport.Curve("recall of " + name, 10, 40, List.of(10.0, 25.0), List.of(0.9, 1.0)));
        Path file = folder.resolve("report.html");
        HtmlReport.write(file, name, sections, curves, id -> new byte[]{(byte) id, 0, 1});
        return Files.readString(file);
    }
}
