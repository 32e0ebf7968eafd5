package io.github.beamwatch.core.check;

import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.model.SequenceModel;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import io.github.beamwatch.core.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of the model of a ranking. */
final class ModelRules {

  /** A sample is in memory, as a whole. */
  private static final int MOST_ROWS = 1_000_000;

  private ModelRules() {}

  /**
   * Checks it.
   *
   * @param recent how many of an entity's newest events are features
   */
  static void check(String path, ModelSpec model, int recent, Findings findings) {
    Optional<RowModelKind> kind = RowModels.named(model.name());
    boolean ofSequences = model.name().equals(SequenceModel.NAME);
    boolean ofAnother = model.name().equals(ModelSpec.ONNX);
    try {
      if (ofSequences) {
        TrainedModel.requireSequenceParameters(model.parameters());
      } else if (kind.isPresent()) {
        kind.get().with(model.parameters());
      } else if (!ofAnother) {
        List<String> known = new ArrayList<>(List.of(SequenceModel.NAME, ModelSpec.ONNX));
        RowModels.all().forEach(each -> known.add(each.name()));
        findings.add(
            path + "/name",
            "there is no model {}" + NearestName.choice(model.name(), known, "models"),
            model.name());
      }
    } catch (IllegalArgumentException e) {
      findings.add(path + "/parameters", "cannot be used: " + e.getMessage());
    }
    if (ofSequences && recent < 2) {
      findings.add(
          path + "/name",
          "{} looks at each entity's newest events: say how many in features.recent, such as 10",
          model.name());
    } else if (!ofSequences && recent > 0) {
      findings.add(
          path + "/name",
          "{} does not look at newest events: leave features.recent out, or write lstm",
          model.name());
    }
    if (ofAnother && model.imported() == null) {
      findings.add(path + "/name", "{} needs import, the file of the model", model.name());
    } else if (!ofAnother && model.imported() != null) {
      findings.add(path + "/import", "goes with name: onnx only; leave it out, or write that");
    }
    findings.notBlank(path + "/import", "name a file", model.imported());
    if (model.sampleRows() < 1 || model.sampleRows() > MOST_ROWS) {
      findings.add(path + "/sampleRows", "{} is not from 1 to " + MOST_ROWS, model.sampleRows());
    }
    findings.notBlank(path + "/file", "name a file, or leave the key out", model.file());
    if (model.train() != null) {
      ConnectorRules.paths(path + "/train/paths", model.train().paths(), findings);
    }
  }
}
