package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.beam.alert.AlertCoder;
import io.github.beamwatch.beam.evaluate.VerdictCoder;
import io.github.beamwatch.beam.measure.MetricPointCoder;
import io.github.beamwatch.beam.measure.SeriesKeyCoder;
import io.github.beamwatch.beam.parse.DeadLetterCoder;
import io.github.beamwatch.beam.parse.EventCoder;
import io.github.beamwatch.beam.parse.RawBatchCoder;
import io.github.beamwatch.beam.parse.RawRecordCoder;
import io.github.beamwatch.beam.statistics.JudgementCoder;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every coder, for the records in {@link Records}. */
class CodersTest {

  /** A coder, what it codes, and values that are all different. */
  record Case<T>(Coder<T> coder, Class<T> type, List<T> values) {
    @Override
    public String toString() {
      return coder.getClass().getSimpleName();
    }
  }

  static Stream<Case<?>> cases() {
    return Stream.concat(versioned(), Stream.of(seriesKeys()));
  }

  /** All whose first byte is a version; a key would pay for it with every element. */
  static Stream<Case<?>> versioned() {
    return Stream.of(
        new Case<>(
            RawRecordCoder.of(), io.github.beamwatch.beam.parse.RawRecord.class, Records.raws()),
        new Case<>(
            RawBatchCoder.of(), io.github.beamwatch.beam.parse.RawBatch.class, Records.batches()),
        new Case<>(EventCoder.of(), io.github.beamwatch.core.event.Event.class, Records.events()),
        new Case<>(
            DeadLetterCoder.of(),
            io.github.beamwatch.core.event.DeadLetter.class,
            Records.deadLetters()),
        new Case<>(
            MetricPointCoder.of(),
            io.github.beamwatch.core.series.MetricPoint.class,
            Records.points()),
        new Case<>(
            VerdictCoder.of(), io.github.beamwatch.core.detect.Verdict.class, Records.verdicts()),
        new Case<>(
            JudgementCoder.of(),
            io.github.beamwatch.core.detector.Judgement.class,
            Records.judgements()),
        new Case<>(AlertCoder.of(), io.github.beamwatch.core.alert.Alert.class, Records.alerts()));
  }

  static Case<SeriesKey> seriesKeys() {
    return new Case<>(SeriesKeyCoder.of(), SeriesKey.class, Records.keys());
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void valuesSurviveBytes(Case<T> tested) throws Exception {
    for (T value : tested.values()) {
      CoderProperties.coderDecodeEncodeEqual(tested.coder(), value);
      CoderProperties.structuralValueDecodeEncodeEqual(tested.coder(), value);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void valuesFollowEachOtherInAStream(Case<T> tested) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (T value : tested.values()) {
      tested.coder().encode(value, bytes);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    List<T> decoded = new ArrayList<>();
    for (int i = 0; i < tested.values().size(); i++) {
      decoded.add(tested.coder().decode(in));
    }
    assertThat(decoded).isEqualTo(tested.values());
    assertThat(in.available()).isZero();
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void equalValuesHaveEqualBytesAndOthersDiffer(Case<T> tested) throws Exception {
    tested.coder().verifyDeterministic();
    for (T one : tested.values()) {
      CoderProperties.coderDeterministic(
          tested.coder(), one, CoderUtils.clone(tested.coder(), one));
      for (T other : tested.values()) {
        CoderProperties.structuralValueConsistentWithEquals(tested.coder(), one, other);
        if (tested.coder().consistentWithEquals()) {
          CoderProperties.coderConsistentWithEquals(tested.coder(), one, other);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versioned")
  <T> void bytesOfAnotherVersionAreRefusedInASentence(Case<T> tested) throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(tested.coder(), tested.values().get(0));
    bytes[0] = 99;
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(tested.coder(), bytes))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 99");
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void bytesThatAreCutOffAreNoValue(Case<T> tested) throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(tested.coder(), tested.values().get(0));
    for (int length = 0; length < bytes.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> tested.coder().decode(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void coderIsSerializableAndEqualsItself(Case<T> tested) {
    CoderProperties.coderSerializable(tested.coder());
    assertThat(SerializableUtils.clone(tested.coder())).isEqualTo(tested.coder());
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T> void coderIsFoundByType(Case<T> tested) throws Exception {
    assertThat(CoderRegistry.createDefault().getCoder(TypeDescriptor.of(tested.type())))
        .isEqualTo(tested.coder());
    DirectRun run = DirectRun.withParallelism(1);
    Kept<T> kept = run.keep(run.pipeline().apply(Create.of(tested.values())));
    run.toEnd();
    assertThat(kept.values()).containsExactlyInAnyOrderElementsOf(tested.values());
  }

  /** Bytes of a released version must stay readable: a change here needs a new version byte. */
  @ParameterizedTest
  @MethodSource("cases")
  <T> void bytesStayTheSame(Case<T> tested) throws Exception {
    assertThat(
            HexFormat.of()
                .formatHex(CoderUtils.encodeToByteArray(tested.coder(), tested.values().get(0))))
        .isEqualTo(Records.BYTES_OF_THE_FIRST.get(tested.type()));
  }
}
