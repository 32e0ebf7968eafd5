package io.github.beamwatch.core.check;

import io.github.beamwatch.core.feature.RecentEvents;
import io.github.beamwatch.core.ranking.RankingPlan;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.ranking.FeaturesSpec;
import io.github.beamwatch.core.spec.ranking.FeaturesSpec.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks of the features of entities. */
final class FeatureRules {

  private static final int LAST_HOUR = 23;

  /** Each is four numbers of every entity. */
  private static final int MOST_RECENT = 100;

  private FeatureRules() {}

  static void check(String path, FeaturesSpec features, Findings findings) {
    int before = findings.all().size();
    findings.notBlank(path + "/entity", "name the field of the entity", features.entity());
    findings.notBlank(path + "/amount", "name the field of the amount", features.amount());
    FeaturesSpec.Types types = features.types();
    if (types != null) {
      findings.notBlank(path + "/types/field", "name the field of the type", types.field());
      names(path + "/types/values", types.values(), "name a type", findings);
      if (types.values().isEmpty()) {
        findings.add(path + "/types/values", "is empty; name the types that get a share each");
      }
    }
    names(path + "/distinct", features.distinct(), "name a field", findings);
    percentiles(path + "/percentiles", features.percentiles(), findings);
    if (features.recent() < 0 || features.recent() > MOST_RECENT) {
      findings.add(path + "/recent", "{} is not from 0 to " + MOST_RECENT, features.recent());
    }
    hour(path + "/night/from", features.night().from(), LAST_HOUR, findings);
    hour(path + "/night/to", features.night().to(), LAST_HOUR + 1, findings);
    constant(path, features.missing(), features.constant(), findings);
    boolean complete = features.amount() != null && (types == null || types.field() != null);
    if (complete && findings.all().size() == before) {
      columns(path + "/columns", features, findings);
    }
  }

  private static void columns(String path, FeaturesSpec features, Findings findings) {
    List<String> known = new ArrayList<>(RankingPlan.featuresOf(features).names());
    known.removeAll(RecentEvents.names(features.recent()));
    for (Map.Entry<String, FeaturesSpec.Column> entry : features.columns().entrySet()) {
      String at = Findings.at(path, entry.getKey());
      FeaturesSpec.Column column = entry.getValue();
      if (!known.contains(entry.getKey())) {
        findings.add(
            at,
            "there is no feature {}" + NearestName.choice(entry.getKey(), known, "features"),
            entry.getKey());
      }
      if (column == null) {
        continue;
      }
      if (column.missing() == null && column.constant() == null && column.scaling() == null) {
        findings.add(at, "says nothing; give it missing, constant or scaling");
      }
      Missing missing = column.missing() == null ? features.missing() : column.missing();
      if (column.constant() != null) {
        constant(at, missing, column.constant(), findings);
      }
    }
  }

  private static void constant(String path, Missing missing, Double constant, Findings findings) {
    if (!Double.isFinite(constant)) {
      findings.add(path + "/constant", "{} is not a finite number", constant);
    } else if (missing != Missing.CONSTANT && constant != 0.0) {
      findings.add(
          path + "/constant", "goes with missing: constant only; write that, or leave it out");
    }
  }

  private static void percentiles(String path, List<Integer> percentiles, Findings findings) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < percentiles.size(); i++) {
      int percentile = percentiles.get(i);
      if (percentile < 0 || percentile > 100) {
        findings.add(Findings.at(path, i), "{} is not from 0 to 100", percentile);
      } else if (!seen.add(percentile)) {
        findings.add(Findings.at(path, i), "{} is listed twice", percentile);
      }
    }
  }

  static void hour(String path, int hour, int last, Findings findings) {
    if (hour < 0 || hour > last) {
      findings.add(path, "{} is not an hour of the day, 0 to " + last, hour);
    }
  }

  /** Names, none of them blank and none of them twice. */
  static void names(String path, List<String> names, String what, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      findings.notBlank(Findings.at(path, i), what, names.get(i));
      if (!seen.add(names.get(i))) {
        findings.add(Findings.at(path, i), "{} is listed twice", names.get(i));
      }
    }
  }
}
