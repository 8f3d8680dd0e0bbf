package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.lookalike.vision.VisionException;
import dev.lookalike.vision.onnx.ClassifierSession.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/// The weights that are read are those by which the runtime computes the classes.
class ClassifierWeightsTest {

    @ParameterizedTest
    @CsvSource({"resnet50, 64", "densenet121, 64", "mobilenet-v3-small, 64"})
    void classWeights_timesADifferenceOfEmbeddings_areTheDifferenceOfItsClasses(String name, int size)
            throws IOException {
        var graph = ClassifierGraph.read(ByteBuffer.wrap(bytes(name + ".onnx")));
        try (var session = ClassifierSession.open(graph, new Shape(1, size, size), false)) {
            var answer = session.run(new Shape(2, size, size), (picture, into) -> {
                for (int i = 0; into.hasRemaining(); i++) {
                    into.put((float) StrictMath.sin(i * (picture == 0 ? 0.11 : 0.37)));
                }
            });
            int dimension = session.dimension();

            float[][] rows = graph.classWeights(dimension);

            assertThat(rows).hasDimensions(session.classes(), dimension);
            for (int each = 0; each < rows.length; each++) {
                double score = 0;
                double all = 0;
                for (int i = 0; i < dimension; i++) {
                    score += rows[each][i] * (answer.embeddings()[i] - answer.embeddings()[dimension + i]);
                    all += Math.abs(rows[each][i] * answer.embeddings()[i]);
                }
                double said = answer.logits()[each] - answer.logits()[session.classes() + each];
                assertThat(score).isCloseTo(said, within(1e-4 * (1 + all)));
            }
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = ClassifierWeightsTest.class.getResourceAsStream("/graphs/" + name)) {
            return in.readAllBytes();
        }
    }

    /// Its weights are the numbers 1 to 12, in steps.
    @ParameterizedTest
    @EnumSource
    void classWeights_inEightBits_haveTheirProportions(QuantisedGraph kind) {
        float[][] rows = ClassifierGraph.read(ByteBuffer.wrap(kind.onnx())).classWeights(3);

        assertThat(rows).hasDimensions(QuantisedGraph.CLASSES, 3);
        for (int each = 0; each < rows.length; each++) {
            for (int i = 0; i < 3; i++) {
                assertThat(rows[each][i] / rows[0][0]).isCloseTo(1 + 4 * i + each, within(1e-4f));
            }
        }
    }

    @Test
    void classWeights_ofAnotherSize_areRefused() {
        var graph = ClassifierGraph.read(ByteBuffer.wrap(QuantisedGraph.QDQ.onnx()));

        assertThatExceptionOfType(VisionException.BadModel.class).isThrownBy(() -> graph.classWeights(5))
                .withMessageContaining("5 values for each class");
    }
}
