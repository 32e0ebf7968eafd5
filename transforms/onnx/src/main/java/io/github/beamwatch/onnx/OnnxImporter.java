package io.github.beamwatch.onnx;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.model.ModelImporter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads ONNX models of rows: one input of shape (rows, columns), float or double. Which output is
 * the score: one named {@code anomaly_score}, {@code score} or {@code scores}; else the only output
 * of numbers, else the last one. An output of one value a row is the score; one as wide as the
 * input is taken for a reconstruction, whose score is the mean squared error.
 */
public final class OnnxImporter implements ModelImporter {

  static final String NAME = "onnx";
  static final String SIGN = "sign";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            SIGN,
            1.0,
            -1.0,
            1.0,
            "1 where a higher output is more unusual, -1 where a lower one is, as scikit-learn's"
                + " forests have it"));
  }

  @Override
  public Scorer read(byte[] file, int columns, Map<String, Double> parameters) throws IOException {
    double sign = parameters.getOrDefault(SIGN, 1.0);
    return OnnxScorer.open(file, columns, sign < 0 ? -1.0 : 1.0);
  }
}
