package io.github.beamwatch.pipelines.sink;

import io.github.beamwatch.io.sink.BatchSink;
import java.time.Duration;

/**
 * A sink of a spec.
 *
 * @param kind its key in the spec
 * @param sink the connector
 * @param retryFor how long a batch is tried
 */
public record BoundSink(String kind, BatchSink sink, Duration retryFor) {}
