package io.github.beamwatch.io.sink;

import io.github.beamwatch.io.ConnectorUnavailableException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes rows in batches. A connector is one of these and a line in the table of the
 * pipelines; {@link WriteToSink} does the rest.
 *
 * <p>A runner may write a row again, equal to the first: a sink should let it replace itself by its
 * id, and an older state of an alert must not replace a newer one.
 */
public interface BatchSink extends Serializable {

  /** A good number of rows for a request to most servers. */
  int USUAL_ROWS = 1_000;

  /**
   * Looks whether the server is there and lets us in, and makes what it must have: tables, index
   * templates. Called once, where a job is started; may find everything made already.
   *
   * @throws ConnectorUnavailableException in one sentence when it cannot be used
   */
  void prepare() throws ConnectorUnavailableException, InterruptedException;

  /** Begins to write. Connects no sooner than the first batch comes. */
  Writer open();

  /** How many rows a batch has at most. */
  default int batchRows() {
    return USUAL_ROWS;
  }

  /** Writes batches, one after the other, for one thread. */
  interface Writer extends AutoCloseable {

    /**
     * Writes these rows, all of one kind, and says which of them it could not.
     *
     * @throws SinkUnavailableException when none was written, but may be later
     */
    Outcome write(List<SinkRow> rows) throws SinkUnavailableException, InterruptedException;

    @Override
    default void close() {}
  }

  /**
   * What came of a batch: the rows that are in neither list are written.
   *
   * @param refused those that the server will never take
   * @param again those that it may take later
   * @param retryAfter how long the server asks to be left alone; null where it does not
   */
  record Outcome(List<Unwritten> refused, List<Unwritten> again, @Nullable Duration retryAfter) {

    /** Everything is written. */
    public static final Outcome WRITTEN = new Outcome(List.of(), List.of(), null);

    public Outcome {
      refused = List.copyOf(refused);
      again = List.copyOf(again);
    }

    /** None of them will ever be taken, all for the same reason. */
    public static Outcome refused(List<SinkRow> rows, String reason) {
      return new Outcome(
          rows.stream().map(row -> new Unwritten(row, reason)).toList(), List.of(), null);
    }
  }

  /**
   * A row that was not written.
   *
   * @param reason why: half a sentence for a person, without secrets
   */
  record Unwritten(SinkRow row, String reason) {}
}
