package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.spec.StartPosition;
import java.io.Serializable;
import java.util.Map;

/**
 * What each reader of a topic needs to know.
 *
 * @param topic the topic
 * @param consumerProperties ready for a consumer
 * @param start where a job without a checkpoint starts
 * @param eventTimes reads a record's event time
 * @param rules what the watermark goes by
 * @param commits when the broker is told how far the job is
 */
record KafkaReading(
    String topic,
    Map<String, String> consumerProperties,
    StartPosition start,
    EventTimeReader eventTimes,
    WatermarkRules rules,
    OffsetCommits commits)
    implements Serializable {}
