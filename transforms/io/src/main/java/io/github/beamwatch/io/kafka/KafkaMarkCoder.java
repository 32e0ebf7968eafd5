package io.github.beamwatch.io.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;

/** Writes a {@link KafkaMark}: a version and, for each partition, its place and its watermark. */
final class KafkaMarkCoder extends AtomicCoder<KafkaMark> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void encode(KafkaMark mark, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(VERSION);
    data.writeInt(mark.partitions().size());
    for (PartitionMark partition : mark.partitions()) {
      data.writeInt(partition.partition());
      data.writeLong(partition.nextOffset());
      PartitionWatermark.State watermark = partition.watermark();
      data.writeLong(watermark.newest());
      data.writeByte(watermark.votes());
      data.writeByte(watermark.ahead().length);
      for (long eventTime : watermark.ahead()) {
        data.writeLong(eventTime);
      }
    }
  }

  @Override
  public KafkaMark decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int version = data.readByte();
    if (version != VERSION) {
      throw new CoderException(
          "A Kafka checkpoint of version " + version + "; known is " + VERSION);
    }
    int size = data.readInt();
    List<PartitionMark> partitions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      partitions.add(new PartitionMark(data.readInt(), data.readLong(), decodeState(data)));
    }
    return new KafkaMark(partitions, null);
  }

  private static PartitionWatermark.State decodeState(DataInputStream data) throws IOException {
    long newest = data.readLong();
    int votes = data.readByte();
    long[] ahead = new long[data.readByte()];
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = data.readLong();
    }
    return new PartitionWatermark.State(newest, ahead, votes);
  }
}
