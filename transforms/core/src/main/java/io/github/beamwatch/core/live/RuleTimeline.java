package io.github.beamwatch.core.live;

import io.github.beamwatch.core.alert.AlertFactory;
import io.github.beamwatch.core.detect.SeriesEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which version of the rules judges a window.
 *
 * <p>Versions with {@code effectiveFrom} lie side by side in event time: of those that begin at or
 * before the window's start the latest judges, and it does not matter when any of them was read, so
 * a replay judges as before. A version without takes the place of everything that was read before
 * it, for every window still to be judged.
 */
public final class RuleTimeline {

  /** Rules, ready to judge and to raise alerts. */
  public record Rules(SeriesEvaluator evaluator, AlertFactory alerts) {
    static Rules of(RuleVersion version) {
      return new Rules(
          SeriesEvaluator.of(version.spec()),
          AlertFactory.of(version.spec(), version.specVersion()));
    }
  }

  private final TreeMap<Long, Rules> byStart = new TreeMap<>();
  private final List<SeriesEvaluator> all = new ArrayList<>();

  private RuleTimeline() {}

  /**
   * Lays out the versions of a log.
   *
   * @param first the rules of the spec, which hold until another version does
   */
  public static RuleTimeline of(RuleVersion first, RuleLog log, RuleReader reader) {
    RuleTimeline timeline = new RuleTimeline();
    timeline.add(first);
    for (RuleDocument document : log.documents()) {
      try {
        timeline.add(reader.read(document));
      } catch (RefusedRulesException e) {
        // It was accepted by an older release; the job goes on with the versions that still are.
        continue;
      }
    }
    return timeline;
  }

  private void add(RuleVersion version) {
    Rules rules = Rules.of(version);
    if (version.effectiveFrom() == null) {
      byStart.clear();
      byStart.put(Long.MIN_VALUE, rules);
    } else {
      byStart.put(version.effectiveFrom().toEpochMilli(), rules);
    }
    all.add(rules.evaluator());
  }

  /** The rules for the window that begins then. */
  public Rules at(long windowStart) {
    Map.Entry<Long, Rules> entry = byStart.floorEntry(windowStart);
    return entry == null ? byStart.firstEntry().getValue() : entry.getValue();
  }

  /** Every version that is known, those too that judge no window any more. */
  public List<SeriesEvaluator> all() {
    return all;
  }
}
