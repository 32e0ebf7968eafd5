package io.github.beamwatch.core.history;

import io.github.beamwatch.core.feature.EntityRisk;
import io.github.beamwatch.core.feature.EntitySpend;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * The history of one entity, and the features that its events get from it. Events are to come in
 * the order of {@link FeaturedEvent#BY_TIME}, and a label before the first event at whose time it
 * was known: then the same events give the same features, to the last bit, wherever and in how many
 * pieces they come.
 *
 * <p>Of the spending: for each window the number of events and their mean amount, the event itself
 * among them; then its amount by the mean over the longest window before it, or by 1 where that is
 * less; NaN for the first. Of the risk: for each window the number of events and the share of them
 * that is known to be bad, as {@link EntityRisk} has it.
 *
 * <p>Size: some ten bytes for each hour with an event, within the longest window.
 */
public final class EntityHistory {

  /** Events come in order: only a label may be older than the newest event. */
  private static final Duration REACH = Duration.ofDays(1);

  private final HistoryPlan plan;
  private final Duration longest;
  private final EntitySpend spend;
  private final EntityRisk risk;

  /** Of no event yet. */
  public EntityHistory(HistoryPlan plan) {
    this.plan = plan;
    longest = HistoryPlan.longest(plan.spend());
    spend = new EntitySpend(longest, REACH);
    risk = new EntityRisk(plan.delay(), HistoryPlan.longest(plan.risk()), REACH);
  }

  /**
   * Learns that an event was bad.
   *
   * @param time of the event
   * @param knownAt when that became known
   */
  public void bad(long time, long knownAt) {
    if (!plan.risk().isEmpty()) {
      risk.addBad(time, knownAt);
    }
  }

  /**
   * Gives an event its features, and remembers it.
   *
   * @param amount NaN where it has none: it is not among the spending then
   * @param into takes the features
   * @param at where the first of them goes
   */
  public void event(long time, double amount, double[] into, int at) {
    int next = at;
    if (!plan.spend().isEmpty()) {
      double before = spend.mean(time, longest);
      if (!Double.isNaN(amount)) {
        spend.add(time, amount);
      }
      for (Duration window : plan.spend()) {
        into[next++] = spend.count(time, window);
        into[next++] = spend.mean(time, window);
      }
      into[next++] = amount / Math.max(1.0, before);
    }
    if (!plan.risk().isEmpty()) {
      for (Duration window : plan.risk()) {
        into[next++] = risk.count(time, window);
        into[next++] = risk.share(time, window);
      }
      risk.add(time);
    }
  }

  /** Equal histories give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    spend.writeTo(out);
    risk.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static EntityHistory readFrom(HistoryPlan plan, DataInput in) throws IOException {
    EntityHistory read = new EntityHistory(plan);
    read.spend.readFrom(in);
    read.risk.readFrom(in);
    return read;
  }
}
