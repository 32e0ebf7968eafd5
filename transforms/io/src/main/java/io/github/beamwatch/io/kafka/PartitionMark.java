package io.github.beamwatch.io.kafka;

/**
 * How far one partition is read.
 *
 * @param partition its number
 * @param nextOffset the next record to read; {@link #UNKNOWN} before the first contact
 * @param watermark what its records so far have shown
 */
record PartitionMark(int partition, long nextOffset, PartitionWatermark.State watermark) {

  static final long UNKNOWN = -1;
}
