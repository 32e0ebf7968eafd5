package io.github.beamwatch.core.detect;

import io.github.beamwatch.core.detect.AlertState.Phase;
import io.github.beamwatch.core.detect.Verdict.AlertStatus;
import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.OccurrencesSpec;
import io.github.beamwatch.core.spec.Severity;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a row of verdicts makes of an alert: pure arithmetic on event time.
 *
 * <ul>
 *   <li>A rule fires when its condition has held for {@code holdFor}, window after window, the
 *       firing window included; a missing window starts that anew. Where M of the newest N windows
 *       are asked for, it holds while so many of those that were judged are anomalies.
 *   <li>With {@code sendResolved}, an incident is one alert: sent when it fires and again when its
 *       condition has not held for longer than {@code keepFiringFor}. An incident that fires within
 *       the cooldown stays silent; should it outlast the cooldown, it is sent then.
 *   <li>Without, every window that holds outside the cooldown is an alert of its own.
 *   <li>The cooldown runs from the end of the window whose alert was sent; at exactly its length it
 *       is over.
 *   <li>A window without a value changes nothing. Warm-up counts as a condition that does not hold,
 *       so an incident ends when its baseline is forgotten.
 *   <li>A firing alert outlives missing windows: the next window says whether it still holds.
 * </ul>
 */
record AlertLifecycle(
    long holdFor, int atLeast, int of, long keepFiringFor, long cooldown, boolean sendResolved)
    implements Serializable {

  /** As a rule and its pipeline say. */
  static AlertLifecycle of(RuleSpec rule, AlertsSpec alerts) {
    OccurrencesSpec occurrences = rule.occurrences();
    return new AlertLifecycle(
        rule.holdFor().toMillis(),
        occurrences == null ? 1 : occurrences.atLeast(),
        occurrences == null ? 1 : occurrences.of(),
        rule.keepFiringFor().toMillis(),
        alerts.cooldown().toMillis(),
        alerts.sendResolved());
  }

  /**
   * Takes one window's verdict into account.
   *
   * @param adjacent whether the series' window before this one was evaluated too
   * @return the verdict, with what is to be sent; one that resolves has the severity of the alert
   *     that was sent
   */
  Verdict advance(AlertState state, Verdict verdict, boolean adjacent) {
    return advance(state, verdict, adjacent, verdict.windowStart(), 1);
  }

  /**
   * The same, where the condition began to hold before the verdict was certain of it.
   *
   * @param since the start of the first window in which it held
   * @param windows in how many windows it has held since, this one included
   */
  Verdict advance(AlertState state, Verdict verdict, boolean adjacent, long since, long windows) {
    Transition transition =
        switch (verdict.kind()) {
          case ANOMALY, NORMAL, WARMUP ->
              oftenEnough(state, verdict.kind() == Kind.ANOMALY)
                  ? holds(state, verdict, adjacent, since, windows)
                  : ends(state, verdict.windowEnd());
          case NO_DATA, LATE, ERROR -> null;
        };
    return withTransition(state, verdict, transition);
  }

  /** Takes a verdict into account that is an alert by itself, whatever its kind. */
  Verdict fire(AlertState state, Verdict verdict) {
    return withTransition(state, verdict, holds(state, verdict, true, verdict.windowStart(), 1));
  }

  /** The end of an alert whose rule is there no more; null where nobody was told of it. */
  @Nullable Transition retire(AlertState state) {
    return state.phase == Phase.FIRING && state.sent && sendResolved
        ? new Transition(
            AlertStatus.RESOLVED, state.opened, state.startsAt, state.lastHeld, state.occurrences)
        : null;
  }

  private static Verdict withTransition(
      AlertState state, Verdict verdict, @Nullable Transition transition) {
    if (transition == null) {
      return verdict;
    }
    Severity severity = verdict.severity();
    if (transition.status() == AlertStatus.FIRING && severity != null) {
      state.severity = severity;
    }
    return verdict.withTransition(transition, state.severity);
  }

  private boolean oftenEnough(AlertState state, boolean anomaly) {
    if (of == 1) {
      return anomaly;
    }
    state.recent = (state.recent << 1 | (anomaly ? 1 : 0)) & -1L >>> -of;
    return Long.bitCount(state.recent) >= atLeast;
  }

  private @Nullable Transition holds(
      AlertState state, Verdict verdict, boolean adjacent, long since, long windows) {
    long windowEnd = verdict.windowEnd();
    if (state.phase == Phase.IDLE || (state.phase == Phase.PENDING && !adjacent)) {
      state.phase = Phase.PENDING;
      state.startsAt = since;
      state.occurrences = windows - 1;
      state.sent = false;
    }
    state.occurrences++;
    state.lastHeld = windowEnd;
    if (state.phase == Phase.PENDING && windowEnd - state.startsAt >= holdFor) {
      state.phase = Phase.FIRING;
      state.opened = verdict.windowStart();
    }
    boolean cooling = state.lastSent != AlertState.NEVER && windowEnd - state.lastSent < cooldown;
    if (state.phase != Phase.FIRING
        || cooling
        || (sendResolved && state.sent)
        || verdict.kind() == Kind.NORMAL
        || verdict.kind() == Kind.WARMUP) {
      return null;
    }
    state.sent = true;
    state.lastSent = windowEnd;
    if (!sendResolved) {
      state.opened = verdict.windowStart();
    }
    return new Transition(
        AlertStatus.FIRING, state.opened, state.startsAt, null, state.occurrences);
  }

  private @Nullable Transition ends(AlertState state, long windowEnd) {
    if (state.phase == Phase.FIRING && windowEnd - state.lastHeld <= keepFiringFor) {
      return null;
    }
    boolean announce = state.phase == Phase.FIRING && state.sent && sendResolved;
    state.phase = Phase.IDLE;
    state.sent = false;
    return announce
        ? new Transition(
            AlertStatus.RESOLVED, state.opened, state.startsAt, state.lastHeld, state.occurrences)
        : null;
  }
}
