package io.github.beamwatch.beam;

import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.series.MetricPoint;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/**
 * Takes metric points and verdicts where they are made. There are several of them for every window
 * of every series, and as elements of their own they cost more than all the rest of a job.
 */
public interface SeriesSink extends Serializable {

  /** Begins what one bundle writes. */
  Writer open() throws IOException;

  /** What one bundle writes. Nothing of it is to be seen before the whole job knows of it. */
  interface Writer {

    void write(MetricPoint point) throws IOException;

    void write(Verdict verdict) throws IOException;

    /** Ends it; returns what was written: a name and where it lies for the time being. */
    List<KV<String, String>> close() throws IOException;
  }
}
