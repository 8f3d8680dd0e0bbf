package dev.lookalike.app.api;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

import dev.lookalike.app.http.Shop;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.Problem;
import dev.lookalike.vision.Crop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// Questions by sketch, in this process and of a server.
@ExtendWith(Shop.Resolver.class)
final class SketchApiTest {
    private static byte[] sketch(int width) throws IOException {
        var image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(3));
        if (width > 0) {
            graphics.drawOval(100 - width / 2, 40, width, 120);
        }
        graphics.dispose();
        var content = new ByteArrayOutputStream();
        ImageIO.write(image, "png", content);
        return content.toByteArray();
    }

    private static Search search(Search.Part part, Metric metric) {
        return Search.nearest(List.of(part), metric, 5, Search.Filter.ALL, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void search_withASketch_isAnsweredFromAllPictures(boolean remote, Shop shop) throws IOException {
        Api api = remote ? shop.remote() : shop.api();
        try {
            Search.Part sketch = Search.Part.sketch(api.upload(sketch(120), "sketch.png").id());

            Answer answer = api.search(search(sketch, Metric.COSINE));

            assertThat(answer.matches()).hasSize(5).allMatch(Match::alike);
            assertThat(answer.cutOff()).isNull();
            assertThat(answer.unseen()).isZero();
            Traits traits = api.status().traits();
            assertThat(traits.total()).isEqualTo(api.status().images());
            assertThat(traits.ready() + traits.skipped()).isEqualTo(traits.total());
            assertThat(api.search(search(sketch, Metric.EUCLIDEAN)).matches()).hasSize(5);
            Search both = Search.nearest(List.of(sketch, Search.Part.words("a ball", 0.5)), Metric.COSINE, 5,
                    Search.Filter.ALL, false);
            assertThat(api.search(both).matches()).hasSize(5);
            Search.Part empty = Search.Part.sketch(api.upload(sketch(0), "sketch.png").id());
            assertThat(Problem.of(catchThrowable(() -> api.search(search(empty, Metric.COSINE)))).type())
                    .isEqualTo(Problem.of(Kind.BAD_REQUEST, "").type());
        } finally {
            if (remote) {
                api.close();
            }
        }
    }

    @Test
    void part_withASketchAndWhatItCannotHave_isRefused() {
        String id = "0123456789abcdef".repeat(2);
        assertThatThrownBy(() -> Search.Part.of(1L, null, null, null, null, id, null, null, null))
                .hasMessageContaining("sketch");
        assertThatThrownBy(() -> Search.Part.of(null, null, null, null, null, id, null, 11.0, null))
                .hasMessageContaining("weight");
        assertThatThrownBy(
                () -> Search.Part.of(null, null, null, null, null, id, null, null, new Crop(0, 0, 0.5, 0.5)))
                .hasMessageContaining("crop");
        assertThatThrownBy(() -> Search.Part.of(null, null, null, null, null, "no id", null, null, null))
                .hasMessageContaining("32 hex digits");
    }
}
