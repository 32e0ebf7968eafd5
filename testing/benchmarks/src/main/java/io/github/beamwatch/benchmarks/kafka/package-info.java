/** From topic to topic on Flink: how fast, and how long an alert takes. */
@NullMarked
package io.github.beamwatch.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
