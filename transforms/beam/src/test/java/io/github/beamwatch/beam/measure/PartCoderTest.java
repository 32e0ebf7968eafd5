package io.github.beamwatch.beam.measure;

import static io.github.beamwatch.beam.measure.Readings.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.measure.Readings.Reading;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.series.PreAggregator;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.series.WindowAccumulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

class PartCoderTest {

  private static final MeasureSettings SETTINGS = MeasureSettings.of(Readings.spec());
  private static final Coder<KV<SeriesKey, WindowAccumulator>> CODER =
      PartCoder.of(SETTINGS.plan());

  @Test
  void partsSurviveBytes() throws Exception {
    for (KV<SeriesKey, WindowAccumulator> part : parts(Readings.some(1, 300, BASE))) {
      KV<SeriesKey, WindowAccumulator> decoded = CoderUtils.clone(CODER, part);

      assertThat(decoded.getKey()).isEqualTo(part.getKey());
      assertThat(decoded.getValue().samples()).isEqualTo(part.getValue().samples());
      assertThat(decoded.getValue().values()).isEqualTo(part.getValue().values());
      CoderProperties.structuralValueDecodeEncodeEqual(CODER, part);
    }
  }

  @Test
  void partsOfTheSameReadingsHaveTheSameBytes() throws Exception {
    CODER.verifyDeterministic();
    List<Reading> readings = oneGroup(Readings.some(2, 400, BASE));
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, parts(readings).get(0));
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(readings, random);
      // Two halves, measured apart and merged.
      int half = random.nextInt(readings.size() - 1) + 1;
      KV<SeriesKey, WindowAccumulator> part = parts(readings.subList(0, half)).get(0);
      KV<SeriesKey, WindowAccumulator> rest = parts(readings.subList(half, readings.size())).get(0);
      part.getValue().merge(CoderUtils.clone(CODER, rest).getValue());

      assertThat(CoderUtils.encodeToByteArray(CODER, part)).isEqualTo(bytes);
    }
  }

  @Test
  void aPartTakesSomeDozenBytes() throws Exception {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      readings.add(new Reading("north", "s1", "hot", BASE, i / 1e6));
    }
    // Six measures, of which one sum and one mean with their squares.
    assertThat(CoderUtils.encodeToByteArray(CODER, parts(readings).get(0))).hasSizeLessThan(150);
  }

  @Test
  void bytesOfAnotherVersionOrCutOffAreNoPart() throws Exception {
    KV<SeriesKey, WindowAccumulator> part = parts(Readings.some(3, 10, BASE)).get(0);
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, part);
    for (int length = 0; length < bytes.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> CODER.decode(cut)).isInstanceOf(IOException.class);
    }
    bytes[CoderUtils.encodeToByteArray(SeriesKeyCoder.of(), part.getKey()).length] = 99;
    assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  /** A runner compares coders when it restores state or flattens. */
  @Test
  void aCoderThatWasSentToAWorkerEqualsItself() {
    CoderProperties.coderSerializable(CODER);
    assertThat(SerializableUtils.clone(CODER)).isEqualTo(CODER).hasSameHashCodeAs(CODER);
    assertThat(PartCoder.of(MeasureSettings.of(Readings.spec()).plan())).isEqualTo(CODER);
    assertThat(
            PartCoder.of(
                MeasureSettings.of(io.github.beamwatch.fixtures.pipeline.AdSpec.plain()).plan()))
        .isNotEqualTo(CODER);
  }

  private static List<Reading> oneGroup(List<Reading> readings) {
    return new ArrayList<>(
        readings.stream()
            .map(r -> new Reading("north", "s0", r.kind(), BASE + r.timeMillis() % 1000, r.value()))
            .toList());
  }

  private static List<KV<SeriesKey, WindowAccumulator>> parts(List<Reading> readings) {
    PreAggregator groups = new PreAggregator(SETTINGS.plan());
    EventParser parser = SETTINGS.format().newParser();
    EventRow row = SETTINGS.format().newRow();
    for (Reading reading : readings) {
      byte[] json = reading.json();
      assertThat(parser.parse(json, 0, json.length, row)).as(row.detail()).isTrue();
      groups.add(row);
    }
    List<KV<SeriesKey, WindowAccumulator>> parts = new ArrayList<>();
    groups.drainTo((series, start, window) -> parts.add(KV.of(series, window)));
    return parts;
  }
}
