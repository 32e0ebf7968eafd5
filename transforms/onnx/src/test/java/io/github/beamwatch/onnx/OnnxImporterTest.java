package io.github.beamwatch.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.model.ModelImporter;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxImporterTest {
  private static final List<FeatureColumn> FEATURES =
      List.of(FeatureColumn.plain("a"), FeatureColumn.plain("b"), FeatureColumn.plain("c"));
  private static final byte[] WEIGHTS =
      TinyModel.product(new float[][] {{1f}, {10f}, {-2f}}, "score");

  private static TrainedModel imported(byte[] file, Map<String, Double> parameters)
      throws IOException {
    Random random = new Random(7);
    List<double[]> rows =
        IntStream.range(0, 101)
            .mapToObj(i -> new double[] {random.nextGaussian(), random.nextGaussian(), 5.0})
            .toList();
    ModelImporter onnx = ModelImporter.named("onnx").orElseThrow();
    return TrainedModel.imported(onnx, file, parameters, FEATURES, rows, "test");
  }

  @Test
  void anOutputOfOneValueIsTheScore() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of());
    assertThat(model.score(new double[] {1, 2, 3})).isEqualTo(15.0);
    assertThat(model.threshold()).isEqualTo(0.5);
    assertThat(model.card().model()).isEqualTo("onnx");
    assertThat(model.card().rows()).isEqualTo(101);
  }

  @Test
  void aLowerScoreIsMoreUnusualWhereTheSignSaysSo() throws IOException {
    assertThat(imported(WEIGHTS, Map.of("sign", -1.0)).score(new double[] {1, 2, 3}))
        .isEqualTo(-15.0);
  }

  @Test
  void anOutputAsWideAsTheInputIsAReconstruction() throws IOException {
    byte[] forgetsB = TinyModel.product(new float[][] {{1, 0, 0}, {0, 0, 0}, {0, 0, 1}}, "output");
    TrainedModel model = imported(forgetsB, Map.of());
    assertThat(model.score(new double[] {4, 3, 2})).isEqualTo(3.0, within(1e-12));
  }

  @Test
  void contributionsSayHowMuchTheScoreFallsWithAUsualValue() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of());
    double[] contributions = model.contributions(new double[] {100, 0, 5});
    assertThat(contributions).isNotNull();
    assertThat(contributions[0]).isBetween(99.0, 101.0);
    assertThat(contributions[1]).isBetween(-5.0, 5.0);
    assertThat(contributions[2]).isEqualTo(0.0);
  }

  @Test
  void contaminationPlacesTheThreshold() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of("contamination", 0.1));
    assertThat(model.threshold()).isBetween(-5.0, 20.0).isNotEqualTo(0.5);
  }

  @Test
  void aMissingValueIsFilledAsForAnyModel() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of());
    assertThat(model.score(new double[] {1, 2, Double.NaN})).isEqualTo(1 + 20 - 10.0);
  }

  @Test
  void theModelFileCarriesIt() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of("sign", -1.0, "contamination", 0.2));
    byte[] bytes = ModelFile.bytes(model);
    TrainedModel read = ModelFile.read(bytes);
    assertThat(read.card()).isEqualTo(model.card());
    assertThat(read.threshold()).isEqualTo(model.threshold());
    assertThat(read.score(new double[] {0.25, 7, 1}))
        .isEqualTo(model.score(new double[] {0.25, 7, 1}));
    assertThat(ModelFile.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void whatCannotBeUsedIsRefusedWithASentence() {
    assertThatThrownBy(() -> imported("no model".getBytes(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ONNX model that can be used");
    assertThatThrownBy(
            () -> imported(TinyModel.product(new float[][] {{1f}, {1f}}, "score"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the ONNX model's input rows has the shape (any, 2), and the rows have 3 columns");
    assertThatThrownBy(() -> imported(TinyModel.product(new float[3][2], "odd"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the ONNX model's output odd has the shape (2, 2)");
    assertThatThrownBy(() -> imported(WEIGHTS, Map.of("trees", 3.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model onnx has no parameter trees");
  }

  @Test
  void manyThreadsShareOneModel() throws IOException {
    TrainedModel model = imported(WEIGHTS, Map.of());
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .allMatch(i -> model.score(new double[] {i, 0, 0}) == i))
        .isTrue();
  }
}
