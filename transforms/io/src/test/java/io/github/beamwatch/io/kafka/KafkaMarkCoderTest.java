package io.github.beamwatch.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class KafkaMarkCoderTest {

  private static final KafkaMarkCoder CODER = new KafkaMarkCoder();

  @Test
  void survivesBytes() throws Exception {
    KafkaMark mark =
        new KafkaMark(
            List.of(
                new PartitionMark(0, PartitionMark.UNKNOWN, PartitionWatermark.State.START),
                new PartitionMark(
                    7,
                    123_456_789_012L,
                    new PartitionWatermark.State(
                        1_740_830_400_000L, LongStream.range(0, 100).toArray(), 99))),
            null);

    byte[] bytes = CoderUtils.encodeToByteArray(CODER, mark);

    assertThat(CoderUtils.decodeFromByteArray(CODER, bytes)).isEqualTo(mark);
  }

  /** A job must be able to go on from the checkpoint of a released version. */
  @Test
  void bytesStayTheSame() throws Exception {
    KafkaMark mark =
        new KafkaMark(
            List.of(
                new PartitionMark(
                    2, 9, new PartitionWatermark.State(1_000, new long[] {5_000}, 1))),
            null);

    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(CODER, mark)))
        .isEqualTo(
            "0100000001"
                + "00000002"
                + "0000000000000009"
                + "00000000000003e8"
                + "0101"
                + "0000000000001388");
  }

  @Test
  void otherVersionIsRefused() {
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(CODER, new byte[] {9, 0, 0, 0, 0}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
  }
}
