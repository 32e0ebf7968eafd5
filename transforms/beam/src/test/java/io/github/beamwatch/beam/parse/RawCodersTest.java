package io.github.beamwatch.beam.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawCodersTest {

  private static final RawRecord RECORD = new RawRecord("{}".getBytes(UTF_8), "events/3", 300);
  private static final RawBatch BATCH =
      new RawBatch(
          "events/3",
          new byte[][] {"a".getBytes(UTF_8), {}},
          new long[] {300, 302},
          new long[] {1000, 990});

  @Test
  void recordSurvivesBytes() throws Exception {
    assertThat(through(RawRecordCoder.of(), RECORD)).isEqualTo(RECORD);
  }

  @Test
  void recordOfUnknownOriginSurvivesBytes() throws Exception {
    RawRecord record = RawRecord.of(new byte[0]);

    assertThat(through(RawRecordCoder.of(), record)).isEqualTo(record);
  }

  @Test
  void batchSurvivesBytes() throws Exception {
    assertThat(through(RawBatchCoder.of(), BATCH)).isEqualTo(BATCH);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void batchOfAnythingSurvivesBytes(long seed) throws Exception {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(50);
    byte[][] payloads = new byte[size][];
    for (int i = 0; i < size; i++) {
      payloads[i] = new byte[random.nextInt(300)];
      random.nextBytes(payloads[i]);
    }
    long span = Long.MAX_VALUE / 1000;
    RawBatch batch =
        new RawBatch(
            "t/0",
            payloads,
            random.longs(size, 0, Long.MAX_VALUE).toArray(),
            random.longs(size, -span, span).toArray());

    assertThat(through(RawBatchCoder.of(), batch)).isEqualTo(batch);
  }

  /** Bytes of a released version must stay readable: a change here needs a new version byte. */
  @Test
  void bytesStayTheSame() throws Exception {
    assertThat(hex(RawRecordCoder.of(), RECORD)).isEqualTo("01010865" + "76656e74732f33ad02027b7d");
    assertThat(hex(RawBatchCoder.of(), BATCH))
        .isEqualTo("01086576656e74732f3302" + "d804d00f0161" + "041300");
  }

  @Test
  void otherVersionIsRefused() {
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(RawRecordCoder.of(), new byte[] {9, 0, 0, 0}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(RawBatchCoder.of(), new byte[] {9, 0, 0, 0}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void codersAreFoundByType() throws Exception {
    CoderRegistry registry = CoderRegistry.createDefault();

    assertThat(registry.getCoder(TypeDescriptor.of(RawRecord.class))).isSameAs(RawRecordCoder.of());
    assertThat(registry.getCoder(TypeDescriptor.of(RawBatch.class))).isSameAs(RawBatchCoder.of());
  }

  @Test
  void codersStaySingletons() {
    assertThat(SerializableUtils.clone(RawRecordCoder.of())).isSameAs(RawRecordCoder.of());
    assertThat(SerializableUtils.clone(RawBatchCoder.of())).isSameAs(RawBatchCoder.of());
  }

  @Test
  void batchHasTheEarliestTimestampOfItsRecords() {
    assertThat(BATCH.earliestTimestampMillis()).isEqualTo(990);
    assertThat(BATCH.record(1)).isEqualTo(new RawRecord(new byte[0], "events/3", 302));
  }

  private static <T> T through(Coder<T> coder, T value) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }

  private static <T> String hex(Coder<T> coder, T value) throws CoderException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
