package io.github.beamwatch.core.alert;

import io.github.beamwatch.core.detect.SeriesEvaluator;
import io.github.beamwatch.core.detect.Verdict;
import io.github.beamwatch.core.detect.Verdict.Transition;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.RuleSpec;
import io.github.beamwatch.core.spec.RuleSpec.Mode;
import io.github.beamwatch.core.spec.Severity;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Makes the alert that a verdict's transition calls for. */
public final class AlertFactory implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String specVersion;
  private final List<String> labelNames;
  private final Map<String, AlertMessage> messages = new HashMap<>();
  private final Set<String> shadows = new HashSet<>();

  private AlertFactory(PipelineSpec spec, String specVersion) {
    this.pipeline = spec.name();
    this.specVersion = specVersion;
    this.labelNames = spec.measure().groupBy();
    for (RuleSpec rule : spec.detect()) {
      messages.put(rule.rule(), new AlertMessage(template(rule, labelNames)));
      if (rule.mode() == Mode.SHADOW) {
        shadows.add(rule.rule());
      }
    }
  }

  /** For the rules of a spec; {@code specVersion} is the hash of the resolved spec. */
  public static AlertFactory of(PipelineSpec spec, String specVersion) {
    return new AlertFactory(spec, specVersion);
  }

  /** The spec's name. */
  public String pipeline() {
    return pipeline;
  }

  /** The hash of the resolved spec. */
  public String specVersion() {
    return specVersion;
  }

  /** Whether the verdict's rule only shows what it would have sent. */
  public boolean isShadow(Verdict verdict) {
    return !isRetired(verdict) && shadows.contains(verdict.rule());
  }

  /** A rule that is there no more may be known to an earlier version of the rules alone. */
  private static boolean isRetired(Verdict verdict) {
    return verdict.detector().equals(SeriesEvaluator.RETIRED);
  }

  /** The alert to send, or empty where the verdict changes nothing that is sent. */
  public Optional<Alert> alert(Verdict verdict) {
    Transition transition = verdict.transition();
    if (transition == null || isShadow(verdict)) {
      return Optional.empty();
    }
    SortedMap<String, String> labels = verdict.series().labels(labelNames);
    AlertMessage message =
        isRetired(verdict) ? new AlertMessage(null) : messages.get(verdict.rule());
    Severity severity = verdict.severity();
    if (message == null || severity == null) {
      throw new IllegalArgumentException(
          "a verdict of rule " + verdict.rule() + " that pipeline " + pipeline + " does not have");
    }
    Long endsAt = transition.endsAt();
    return Optional.of(
        new Alert(
            AlertId.of(
                pipeline,
                verdict.rule(),
                verdict.series().distinctLabels(labelNames),
                transition.opened()),
            transition.status(),
            verdict.rule(),
            severity,
            pipeline,
            specVersion,
            labels,
            verdict.metric(),
            verdict.value(),
            verdict.expected(),
            verdict.deviationPercent(),
            verdict.score(),
            verdict.detector(),
            Instant.ofEpochMilli(verdict.windowStart()),
            Instant.ofEpochMilli(verdict.windowEnd()),
            Instant.ofEpochMilli(transition.startsAt()),
            endsAt == null ? null : Instant.ofEpochMilli(endsAt),
            transition.occurrences(),
            message.of(verdict, transition, inOrderOfTheSpec(labels)),
            verdict.samples()));
  }

  private Map<String, String> inOrderOfTheSpec(SortedMap<String, String> labels) {
    Map<String, String> ordered = new LinkedHashMap<>();
    labelNames.forEach(name -> ordered.put(name, labels.getOrDefault(name, "")));
    return ordered;
  }

  private static @Nullable MessageTemplate template(RuleSpec rule, List<String> labelNames) {
    String text = rule.message();
    if (text == null) {
      return null;
    }
    try {
      return MessageTemplate.of(text, labelNames);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rule " + rule.rule() + ": " + e.getMessage(), e);
    }
  }
}
