package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.spec.EmaSpec;
import io.github.beamwatch.core.spec.RuleSpec.Learn;
import java.io.Serializable;
import java.util.List;

/** One baseline and the rules that share it: what a window teaches is for all of them to say. */
record BaselineGroup(
    long identity, MetricReader reader, EmaSpec ema, Learn learn, List<Integer> rules)
    implements Serializable {

  /** Teaches one window, after every rule has judged it. */
  void learn(EmaBaseline baseline, Observation now, List<Rule> all, Kind[] kinds, long time) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    boolean judged = false;
    for (int rule : rules) {
      Kind kind = kinds[rule];
      judged |= kind != Kind.NO_DATA && kind != Kind.ERROR;
      if (kind != Kind.ANOMALY || learn == Learn.ALWAYS) {
        continue;
      }
      if (learn == Learn.SKIP_ANOMALOUS) {
        return;
      }
      Condition condition = all.get(rule).condition();
      double bound = condition.bound(baseline.average());
      if (condition.below()) {
        low = Math.max(low, bound);
      } else {
        high = Math.min(high, bound);
      }
    }
    if (judged) {
      baseline.learn(now.clipped(low, high), ema.alpha(), reader.surprise(), time);
    }
  }
}
