package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.pipelines.sink.BoundSink;
import io.github.beamwatch.pipelines.sink.SinkKinds;
import java.util.Map;

/**
 * Asks the servers of a spec's sinks before anything starts, and makes what they must have: a job
 * that starts while one is away would fill its dead letters first.
 */
public final class SinkCheck {
  private SinkCheck() {}

  /**
   * Prepares every sink.
   *
   * @throws JobFailedException in one sentence for the first that is not there
   */
  public static void prepare(PipelineSpec spec) {
    prepare(SinkKinds.of(spec));
  }

  /** The same for sinks by their places in a spec. */
  public static void prepare(Map<String, BoundSink> sinks) {
    for (Map.Entry<String, BoundSink> sink : sinks.entrySet()) {
      try {
        sink.getValue().sink().prepare();
      } catch (ConnectorUnavailableException | IllegalArgumentException e) {
        throw new JobFailedException(sink.getKey() + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JobFailedException(sink.getKey() + ": the check was interrupted", e);
      }
    }
  }
}
