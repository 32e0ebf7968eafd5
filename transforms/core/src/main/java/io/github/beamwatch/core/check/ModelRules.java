package io.github.beamwatch.core.check;

import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import java.util.List;
import java.util.Optional;

/** Checks of the model of a ranking. */
final class ModelRules {

  /** A sample is in memory, as a whole. */
  private static final int MOST_ROWS = 1_000_000;

  private ModelRules() {}

  static void check(String path, ModelSpec model, Findings findings) {
    Optional<RowModelKind> kind = RowModels.named(model.name());
    if (kind.isEmpty()) {
      List<String> known = RowModels.all().stream().map(RowModelKind::name).toList();
      findings.add(
          path + "/name",
          "there is no model {}" + NearestName.choice(model.name(), known, "models"),
          model.name());
    } else {
      try {
        kind.get().with(model.parameters());
      } catch (IllegalArgumentException e) {
        findings.add(path + "/parameters", "cannot be used: " + e.getMessage());
      }
    }
    if (model.sampleRows() < 1 || model.sampleRows() > MOST_ROWS) {
      findings.add(path + "/sampleRows", "{} is not from 1 to " + MOST_ROWS, model.sampleRows());
    }
    findings.notBlank(path + "/file", "name a file, or leave the key out", model.file());
    if (model.train() != null) {
      ConnectorRules.paths(path + "/train/paths", model.train().paths(), findings);
    }
  }
}
