package io.github.beamwatch.beam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.SeriesState;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.fixtures.pipeline.AdSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class SeriesStateCoderTest {

  private static final SeriesEvaluator RULES = SeriesEvaluator.of(AdSpec.guarded());

  @Test
  void aStateThatGoesThroughBytesAfterEveryWindowJudgesTheSame() throws Exception {
    List<MetricPoint> points =
        Ctr.some(1, 300).stream().filter(p -> p.series().values().contains("US")).toList();
    SeriesState kept = new SeriesState();
    SeriesState coded = new SeriesState();
    List<Verdict> expected = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (MetricPoint point : points) {
      RULES.evaluate(kept, point, expected::add);
      RULES.evaluate(coded, point, verdicts::add);
      byte[] bytes = CoderUtils.encodeToByteArray(SeriesStateCoder.of(), coded);
      coded = CoderUtils.decodeFromByteArray(SeriesStateCoder.of(), bytes);
      assertThat(CoderUtils.encodeToByteArray(SeriesStateCoder.of(), coded)).isEqualTo(bytes);
      assertThat(bytes).hasSizeLessThan(800);
    }
    assertThat(verdicts).isEqualTo(expected);
  }

  @Test
  void bytesOfAnotherVersionOrCutOffAreNoState() throws Exception {
    SeriesState state = new SeriesState();
    Ctr.some(2, 30).forEach(point -> RULES.evaluate(state, point, verdict -> {}));
    byte[] bytes = CoderUtils.encodeToByteArray(SeriesStateCoder.of(), state);
    for (int length = 0; length < bytes.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SeriesStateCoder.of().decode(cut)).isInstanceOf(IOException.class);
    }
    bytes[0] = 99;
    assertThatThrownBy(() -> SeriesStateCoder.of().decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void coderIsSerializable() {
    CoderProperties.coderSerializable(SeriesStateCoder.of());
  }
}
