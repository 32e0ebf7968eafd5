package io.github.beamwatch.pipelines.sink;

import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.io.sink.BatchSink;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connector of the spec: its key, and how it is made.
 *
 * @param name its key in the spec, and its part of the counters' names
 * @param settings where the spec has its settings; null for a sink of another kind
 * @param sink makes it
 * @param retryFor how long its settings say that a batch is tried
 */
record SinkKind<S>(
    String name,
    Function<SinkSpec, @Nullable S> settings,
    Function<S, BatchSink> sink,
    Function<S, Duration> retryFor) {

  Optional<BoundSink> of(SinkSpec spec) {
    S own = settings.apply(spec);
    return own == null
        ? Optional.empty()
        : Optional.of(new BoundSink(name, sink.apply(own), retryFor.apply(own)));
  }
}
