/**
 * Kafka in and out. The event-time watermark and the judgement of late records are made here, for
 * each partition by itself, so that every runner and every replay comes to the same result.
 */
@NullMarked
package io.github.beamwatch.io.kafka;

import org.jspecify.annotations.NullMarked;
