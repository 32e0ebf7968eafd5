package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One baseline and the rules that share it: what a window teaches is for all of them to say.
 *
 * <p>A window that any rule calls an anomaly teaches nothing ({@code skipAnomalous}), its value
 * moved to where the condition begins to hold ({@code clip}), or all of it ({@code always}). A
 * window in which a guarded condition holds, but may be chance, is learned on trial. A window that
 * no rule could judge, for want of data, teaches nothing.
 *
 * @param identity what its cells are found by in a series' state
 * @param rules the positions of the rules in the spec
 */
record BaselineGroup(
    long identity, MetricReader reader, EmaSpec ema, Learn learn, List<Integer> rules)
    implements Serializable {

  BaselineGroup {
    rules = List.copyOf(rules);
  }

  /** The same, shared by one more rule. */
  BaselineGroup with(int rule) {
    List<Integer> more = new ArrayList<>(rules);
    more.add(rule);
    return new BaselineGroup(identity, reader, ema, learn, more);
  }

  /** Learns one window, after every rule has judged it. */
  void learn(
      BaselineCell cell,
      Observation now,
      List<Rule> all,
      Kind[] kinds,
      RuleCell[] cells,
      long time) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    boolean judged = false;
    boolean anomalous = false;
    boolean doubtful = false;
    for (int rule : rules) {
      Kind kind = kinds[rule];
      judged |= kind != Kind.NO_DATA && kind != Kind.ERROR;
      doubtful |= kind == Kind.NORMAL && cells[rule].evidence != null;
      if (kind == Kind.ANOMALY) {
        anomalous = true;
        Condition condition = ((ConditionRule) all.get(rule)).condition();
        double bound = condition.bound(cell.reference().average());
        if (condition.below()) {
          low = Math.max(low, bound);
        } else {
          high = Math.min(high, bound);
        }
      }
    }
    if (!judged) {
      return;
    }
    if (learn == Learn.ALWAYS) {
      cell.settle(next(cell.current(), now, time));
    } else if (anomalous) {
      EmaBaseline reference = cell.reference();
      cell.settle(learn == Learn.CLIP ? next(reference, now.clipped(low, high), time) : reference);
    } else if (doubtful) {
      cell.tryOut(next(cell.current(), now, time));
    } else {
      cell.settle(next(cell.current(), now, time));
    }
  }

  private EmaBaseline next(EmaBaseline from, Observation now, long time) {
    return from.learn(now, ema.alpha(), reader.surprise(), time);
  }
}
