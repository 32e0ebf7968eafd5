package io.github.beamwatch.beam.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A log whose lines carry fields: {@code pipeline} and {@code spec_version} of the job of this
 * process, and those of the line, such as {@code series}. They travel in the diagnostic context
 * (MDC), which every logging system of a cluster can show and can put into JSON.
 *
 * <p>Of lines of one kind {@link #LINES_A_MINUTE} are written; the next minute begins with how many
 * were left out.
 *
 * <pre>{@code
 * private static final JobLog LOG = JobLog.of(WriteToSink.class);
 * LOG.warn("refused", "the sink refused 3 rows: no such table", "sink", "clickhouse");
 * }</pre>
 */
public final class JobLog {

  /** How many lines of one kind are written in a minute. */
  public static final int LINES_A_MINUTE = 20;

  /** The field with the spec's name. */
  public static final String PIPELINE = "pipeline";

  /** The field with the hash of the resolved spec. */
  public static final String SPEC_VERSION = "spec_version";

  /** The field with a series' labels. */
  public static final String SERIES = "series";

  private static volatile Map<String, String> identity = Map.of();

  private final Logger logger;
  private final LineLimit limit = new LineLimit(LINES_A_MINUTE, System::nanoTime);

  private JobLog(Logger logger) {
    this.logger = logger;
  }

  /** The log of a class. */
  public static JobLog of(Class<?> where) {
    return new JobLog(LoggerFactory.getLogger(where));
  }

  /** Says which job this process works for; every line from now on does too. */
  public static void identify(String pipeline, String specVersion) {
    identity = Map.of(PIPELINE, pipeline, SPEC_VERSION, specVersion);
  }

  /** The fields of every line of this process; empty before {@link #identify}. */
  public static Map<String, String> identity() {
    return identity;
  }

  /**
   * Says what goes its way.
   *
   * @param kind what is counted together, such as {@code alert}
   * @param message one sentence
   * @param fields names and values, in turn
   */
  public void info(String kind, String message, String... fields) {
    if (logger.isInfoEnabled()) {
      write(kind, message, fields, logger::info);
    }
  }

  /** Says what somebody should look at; the arguments are those of {@link #info}. */
  public void warn(String kind, String message, String... fields) {
    write(kind, message, fields, logger::warn);
  }

  private void write(String kind, String message, String[] fields, Line line) {
    long leftOut = limit.admit(kind);
    if (leftOut < 0) {
      return;
    }
    Map<String, String> context = new LinkedHashMap<>(identity);
    for (int i = 0; i + 1 < fields.length; i += 2) {
      context.put(fields[i], fields[i + 1]);
    }
    List<MDC.MDCCloseable> open = new ArrayList<>();
    try {
      context.forEach((name, value) -> open.add(MDC.putCloseable(name, value)));
      line.write(leftOut == 0 ? message : message + " (and " + leftOut + " lines like it before)");
    } finally {
      open.forEach(MDC.MDCCloseable::close);
    }
  }

  private interface Line {
    void write(String message);
  }
}
