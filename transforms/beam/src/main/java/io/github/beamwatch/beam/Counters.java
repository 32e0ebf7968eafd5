package io.github.beamwatch.beam;

import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.event.DeadLetter.Reason;
import java.util.Locale;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;

/**
 * The job's accounts as Beam metrics, with stable names. Of a bounded job that has ended, {@code
 * events_read = events_measured + dead_letters + late}.
 */
public final class Counters {

  /** The metrics' namespace. */
  public static final String NAMESPACE = "beamwatch";

  /** Records taken from the source. */
  public static final String EVENTS_READ = "events_read";

  /** Records of which an event was made that is in time: those that are neither dead nor late. */
  public static final String EVENTS_PARSED = "events_parsed";

  /** Events behind the metric points that came out of closed windows. */
  public static final String EVENTS_MEASURED = "events_measured";

  /** Records that are dead for another reason than being late. */
  public static final String DEAD_LETTERS = "dead_letters";

  /** Prefix of the counters by reason, such as {@code dead_letters_malformed}. */
  public static final String DEAD_LETTERS_BY_REASON = "dead_letters_";

  /**
   * Events that came after their window had closed; where they come from a source that parses they
   * are in the dead letters too.
   */
  public static final String LATE = "late";

  /** Metric points. */
  public static final String WINDOWS = "windows";

  /** Series that the job's rules met for the first time. */
  public static final String SERIES = "series";

  /** Metric points that came behind one of their series that was judged already: none, usually. */
  public static final String POINTS_LATE = "points_late";

  /** Alerts that fired; by rule with {@code _<rule>} behind it. */
  public static final String ALERTS_FIRING = "alerts_firing";

  /** Alerts that rules in shadow mode would have sent; by rule with {@code _<rule>} behind it. */
  public static final String ALERTS_SHADOW = "alerts_shadow";

  /** Alerts that were resolved; by rule with {@code _<rule>} behind it. */
  public static final String ALERTS_RESOLVED = "alerts_resolved";

  /**
   * {@link LatencyHistogram} of alerts in a stream: from the end of the window, in event time, to
   * the moment at which its alert is there.
   */
  public static final String ALERT_LATENCY = "alert_latency";

  /** {@link LatencyHistogram} of deliveries: from the alert's time to the answer of its channel. */
  public static final String DELIVERY_LATENCY = "delivery_latency";

  /** Gauge: end of the newest window that was closed, in seconds since 1970. */
  public static final String WATERMARK = "watermark_timestamp_seconds";

  /** Gauge: how far the source says that event time is, in seconds since 1970. */
  public static final String SOURCE_WATERMARK = "source_watermark_timestamp_seconds";

  /** Records that retention deleted from a topic before they were read. */
  public static final String RECORDS_EXPIRED = "records_expired";

  /** Partitions whose log was found shorter than what had been read of it. */
  public static final String LOG_RESETS = "log_resets";

  /** Alerts that no route of a delivery leads anywhere. */
  public static final String ALERTS_UNROUTED = "alerts_unrouted";

  /** Files that were scored. */
  public static final String FILES_SCORED = "files_scored";

  /** Prefix of the counters of deliveries. */
  public static final String DELIVERIES = "deliveries_";

  /** Prefix of the counters of sinks, such as {@code sink_redis_written}. */
  public static final String SINK = "sink_";

  /** Entities that a ranking scored. */
  public static final String ENTITIES_RANKED = "entities_ranked";

  /** Entities that a ranking left out, because a feature is missing. */
  public static final String ENTITIES_LEFT_OUT = "entities_left_out";

  /** Entities whose score reaches the model's threshold. */
  public static final String ENTITIES_ANOMALOUS = "entities_anomalous";

  private static final String ROWS_SCORED_BY_VERDICT = "rows_scored_";

  /** Versions of live rules that were accepted. */
  public static final String RULES_ACCEPTED = "rules_accepted";

  /** Versions of live rules that were refused: the ones before them stay. */
  public static final String RULES_REFUSED = "rules_refused";

  /** Times that the source of live rules could not be read. */
  public static final String RULES_UNREADABLE = "rules_unreadable";

  /** Labels of an event, or of an entity, that is not there. */
  public static final String LABELS_UNKNOWN = "labels_unknown";

  /** Labels, and attributes of entities, that were read: those used, and dead letters. */
  public static final String LABELS_READ = "labels_read";

  /** Labels and attributes that can be used. */
  public static final String LABELS_USED = "labels_used";

  /** Events that a ranking of events uses. */
  public static final String EVENTS_USED = "events_used";

  /** Events that got a score. */
  public static final String EVENTS_SCORED = "events_scored";

  private Counters() {}

  /**
   * The counter of the rows of scored files with this verdict, such as {@code rows_scored_late}.
   */
  public static String rows(Verdict.Kind verdict) {
    return ROWS_SCORED_BY_VERDICT + verdict.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The counter of what became of alerts on a channel: {@code deliveries_<channel>_<outcome>}, with
   * the outcomes {@code sent}, {@code repeated}, {@code quiet}, {@code refused}, {@code
   * unavailable}; and of messages by {@code messages}, {@code retries} and {@code unclaimed}.
   */
  public static String deliveries(String channel, String outcome) {
    return DELIVERIES + channel + "_" + outcome;
  }

  /**
   * The counter of what became of the rows for sinks of this kind: {@code written}, {@code refused}
   * and {@code unavailable}, which are dead letters and apart from those of the input, and {@code
   * retried}, each row as often as it was sent again.
   */
  public static Counter sink(String kind, String outcome) {
    return counter(SINK + kind + "_" + outcome);
  }

  /** The counter of that name, which {@link RunProgress} tallies for this process too. */
  public static Counter counter(String name) {
    return new TalliedCounter(NAMESPACE, name);
  }

  /** The gauge of that name, of which {@link RunProgress} keeps the greatest value. */
  public static Gauge gauge(String name) {
    return new TalliedGauge(NAMESPACE, name);
  }

  /** Counts an alert of a rule: {@link #ALERTS_FIRING} and its like, in all and by rule. */
  public static void countAlert(String status, String rule) {
    counter(status).inc();
    counter(status + "_" + rule).inc();
  }

  /** Counts one dead letter. */
  public static void countDead(Reason reason) {
    counter(reason == Reason.LATE ? LATE : DEAD_LETTERS).inc();
    if (reason != Reason.LATE) {
      counter(DEAD_LETTERS_BY_REASON + reason.word()).inc();
    }
  }
}
