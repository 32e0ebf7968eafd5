package io.github.beamwatch.benchmarks.reference;

import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** What the plain rules remember of a series, and how they judge its next window. */
public class SeriesState implements Serializable {
  private static final long serialVersionUID = 1;

  private static final long COOLDOWN_MILLIS = 600_000;
  private static final long NEVER = Long.MIN_VALUE;

  public Average ctr = new Average();
  public Average ecpm = new Average();
  public Average impressions = new Average();

  /** By rule, the end of the window that alerted last. */
  public long[] lastAlertMillis = new long[Rule.values().length];

  public SeriesState() {
    Arrays.fill(lastAlertMillis, NEVER);
  }

  private enum Rule {
    CTR_DROP("ctr", -70),
    CTR_SPIKE("ctr", 300),
    TRAFFIC_SPIKE("impressions", 300),
    REVENUE_DROP("ecpm", -70);

    private final String metric;
    private final double highPercent;
    private final String word = name().toLowerCase(Locale.ROOT);

    Rule(String metric, double highPercent) {
      this.metric = metric;
      this.highPercent = highPercent;
    }

    private boolean isHigh(double deviation) {
      return highPercent < 0 ? deviation < highPercent : deviation > highPercent;
    }
  }

  /** Judges the windows of a series one after the other, in the order of time. */
  public void judge(WindowTotals window, Consumer<String> alerts) {
    long end = window.endMillis;
    double ctrNow = window.impressions == 0 ? 0 : 100.0 * window.clicks / window.impressions;
    double ecpmNow = window.impressions == 0 ? 0 : 1000.0 * window.revenue / window.impressions;
    double usualCtr = ctr.before(end);
    double usualEcpm = ecpm.before(end);
    double usualImpressions = impressions.before(end);
    if (usualCtr > 0 && ctrNow < 0.5 * usualCtr) {
      alert(Rule.CTR_DROP, window, ctrNow, usualCtr, alerts);
    }
    if (usualCtr > 0 && ctrNow > 2 * usualCtr) {
      alert(Rule.CTR_SPIKE, window, ctrNow, usualCtr, alerts);
    }
    if (usualImpressions > 0 && window.impressions > 3 * usualImpressions) {
      alert(Rule.TRAFFIC_SPIKE, window, window.impressions, usualImpressions, alerts);
    }
    if (usualEcpm > 0 && ecpmNow < 0.5 * usualEcpm) {
      alert(Rule.REVENUE_DROP, window, ecpmNow, usualEcpm, alerts);
    }
    ctr.learn(ctrNow, end);
    ecpm.learn(ecpmNow, end);
    impressions.learn(window.impressions, end);
  }

  private void alert(
      Rule rule, WindowTotals window, double current, double usual, Consumer<String> alerts) {
    long last = lastAlertMillis[rule.ordinal()];
    if (last != NEVER && window.endMillis - last < COOLDOWN_MILLIS) {
      return;
    }
    lastAlertMillis[rule.ordinal()] = window.endMillis;
    double deviation = 100 * (current - usual) / usual;
    alerts.accept(
        "{\"alert_type\":\""
            + rule.word
            + "\",\"severity\":\""
            + (rule.isHigh(deviation) ? "high" : "medium")
            + "\",\"country\":\""
            + window.country
            + "\",\"ad_format\":\""
            + window.adFormat
            + "\",\"alert_time\":\""
            + Instant.ofEpochMilli(window.endMillis)
            + "\",\"metric_name\":\""
            + rule.metric
            + "\",\"current_value\":"
            + current
            + ",\"expected_value\":"
            + usual
            + ",\"deviation_percent\":"
            + deviation
            + "}");
  }
}
