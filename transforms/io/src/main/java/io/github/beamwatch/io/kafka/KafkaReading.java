package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.event.EventTimeReader;
import java.io.Serializable;
import java.util.Map;

/**
 * What each reader of a topic needs to know.
 *
 * @param topic the topic
 * @param consumerProperties ready for a consumer
 * @param fromEarliest where a job without a checkpoint starts: at the start, or at the end
 * @param eventTimes reads a record's event time
 * @param rules what the watermark goes by
 * @param commitsOffsets whether the broker is told how far the job is
 */
record KafkaReading(
    String topic,
    Map<String, String> consumerProperties,
    boolean fromEarliest,
    EventTimeReader eventTimes,
    WatermarkRules rules,
    boolean commitsOffsets)
    implements Serializable {}
