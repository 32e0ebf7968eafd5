package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.PrivacySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of what is hidden. */
final class PrivacyRules {

  private PrivacyRules() {}

  static void check(String path, PipelineSpec spec, Findings findings) {
    PrivacySpec privacy = spec.privacy();
    Map<String, Sensitive> sensitive = new LinkedHashMap<>();
    if (spec.parse() != null) {
      spec.parse()
          .fields()
          .forEach(
              (name, field) -> {
                if (field.sensitive() != null) {
                  sensitive.put(name, field.sensitive());
                }
              });
    }
    if (privacy != null && spec.parse() != null && sensitive.isEmpty()) {
      findings.add(
          path, "hides nothing: no field is sensitive; write parse.fields.NAME.sensitive: hash");
    }
    if (privacy != null
        && privacy.key() != null
        && privacy.key().reveal().length() < PrivacySpec.SHORTEST_KEY) {
      findings.add(
          path + "/key",
          "is too short and could be tried out; use "
              + PrivacySpec.SHORTEST_KEY
              + " characters or more");
    }
    sensitive.forEach((name, how) -> field(name, how, spec, findings));
  }

  private static void field(String name, Sensitive how, PipelineSpec spec, Findings findings) {
    String at = Findings.at("/parse/fields", name) + "/sensitive";
    if (spec.parse().timestamp() != null && name.equals(spec.parse().timestamp().field())) {
      findings.add(at, "cannot be: the event time is in every window and alert");
    }
    MeasureSpec measure = spec.measure();
    boolean label = measure != null && measure.groupBy().contains(name);
    if (spec.privacy() == null && (how == Sensitive.HASH || label)) {
      findings.add(
          at,
          "needs privacy.key"
              + (how == Sensitive.MASK
                  ? ": the field is in groupBy, and series are told apart by keyed hashes"
                  : "")
              + "; write privacy: {key: \"${NAME}\"}");
    }
    if (measure != null) {
      measure.measures().forEach((named, aggregate) -> single(name, named, aggregate, findings));
    }
  }

  /** A sum or a mean is of many; these show the value of one event. */
  private static void single(
      String name, String measure, AggregateSpec aggregate, Findings findings) {
    Map<String, @Nullable String> shows = new LinkedHashMap<>();
    shows.put("min", aggregate.min());
    shows.put("max", aggregate.max());
    shows.put("value", aggregate.value());
    shows.forEach(
        (kind, field) -> {
          if (name.equals(field)) {
            findings.add(
                Findings.at("/measure/measures", measure) + "/" + kind,
                "would show single values of {}, which is sensitive; use sum or mean, or another"
                    + " field",
                name);
          }
        });
  }
}
