package io.github.beamwatch.io.kafka;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;
import org.jspecify.annotations.Nullable;

/** How far a split is read: all that a reader needs to go on as if it had never stopped. */
final class KafkaMark implements CheckpointMark {

  private final List<PartitionMark> partitions;
  private final @Nullable Consumer<KafkaMark> committer;

  /**
   * @param committer tells the broker of the offsets once the results are safe; null where nobody
   *     asked for that, and after a restart
   */
  KafkaMark(List<PartitionMark> partitions, @Nullable Consumer<KafkaMark> committer) {
    this.partitions = List.copyOf(partitions);
    this.committer = committer;
  }

  List<PartitionMark> partitions() {
    return partitions;
  }

  /** The same mark at other places. */
  KafkaMark at(List<PartitionMark> others) {
    return new KafkaMark(others, committer);
  }

  @Override
  public void finalizeCheckpoint() {
    if (committer != null) {
      committer.accept(this);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KafkaMark that && partitions.equals(that.partitions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partitions);
  }

  @Override
  public String toString() {
    return partitions.toString();
  }
}
