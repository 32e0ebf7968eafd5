package io.github.beamwatch.pipelines.launch;

import org.jspecify.annotations.Nullable;

/**
 * What a runner's settings depend on.
 *
 * @param bounded whether the input ends
 * @param kafkaPartitions how many partitions the topic has that is read; 0 for other sources
 * @param parallelism how many workers the user wants; null leaves it to the runner
 * @param inOrder whether windows of a stream must be judged in the order in which they close
 */
public record JobShape(
    boolean bounded, int kafkaPartitions, @Nullable Integer parallelism, boolean inOrder) {

  /** A job that judges windows. */
  public JobShape(boolean bounded, int kafkaPartitions, @Nullable Integer parallelism) {
    this(bounded, kafkaPartitions, parallelism, !bounded);
  }
}
