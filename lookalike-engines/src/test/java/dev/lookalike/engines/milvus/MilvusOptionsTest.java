package dev.lookalike.engines.milvus;

import java.time.Duration;
import java.util.Set;

import dev.lookalike.index.Metric;
import io.milvus.v2.common.ConsistencyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class MilvusOptionsTest {
    @Test
    void parse_ofAddressAlone_takesTheUsual() {
        assertThat(MilvusOptions.parse("milvus.example:19530")).isEqualTo(new MilvusOptions("milvus.example",
                19530, "lookalike", null, ConsistencyLevel.SESSION, Set.of(Metric.COSINE, Metric.EUCLIDEAN),
                Duration.ofMinutes(1)));
    }

    @Test
    void parse_ofEverything_takesIt() {
        var text = "[::1]:1/holiday_2,index=ivf_flat,consistency=strong,metrics=inner_product,patience=5";

        assertThat(MilvusOptions.parse(text)).isEqualTo(
                new MilvusOptions("[::1]", 1, "holiday_2", MilvusIndexType.IVF_FLAT, ConsistencyLevel.STRONG,
                        Set.of(Metric.COSINE, Metric.INNER_PRODUCT), Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | names no server", "localhost | names no server",
            "localhost:99999 | names no server", "http://localhost:1 | names no server",
            "localhost:1/a-b | \"a-b\" is no name", "localhost:1/ | \"\" is no name",
            "localhost:1/a__b | \"a__b\" is no name", "localhost:1/a_ | \"a_\" is no name",
            "localhost:1,index=TREE | index is \"TREE\"; there is [flat, hnsw",
            "localhost:1,fast | \"fast\" is no option",
            "localhost:1,fast=1 | no option \"fast\"", "localhost:1,index=FLAT,index=HNSW | is given twice",
            "localhost:1,patience=-1 | patience is \"-1\"", "localhost:1,metrics=cosine+ | metrics is \"\""})
    void parse_ofAnythingElse_saysWhatIsWrong(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> MilvusOptions.parse(text))
                .withMessageContaining(message).withMessageContaining("HOST:PORT");
    }
}
