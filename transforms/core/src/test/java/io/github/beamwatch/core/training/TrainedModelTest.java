package io.github.beamwatch.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeatureColumn.Missing;
import io.github.beamwatch.core.feature.FeatureColumn.Scaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedModelTest {
  private static final List<FeatureColumn> FEATURES =
      List.of(
          new FeatureColumn("amount", Missing.MEDIAN, 0, Scaling.LOG),
          FeatureColumn.plain("count"),
          new FeatureColumn("gap", Missing.DROP, 0, Scaling.ROBUST));

  private static List<double[]> rows() {
    Random random = new Random(1);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(
          new double[] {
            Math.exp(random.nextGaussian()),
            i % 7 == 0 ? Double.NaN : random.nextInt(9),
            i % 50 == 0 ? Double.NaN : random.nextGaussian()
          });
    }
    return rows;
  }

  private static TrainedModel trained(String model, List<double[]> rows) {
    return TrainedModel.train(model, Map.of("contamination", 0.1), FEATURES, rows, 7, "1.2.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "autoencoder", "isolation_forest", "ecod"})
  void sameRowsInAnyOrderGiveTheSameBytes(String model) throws IOException {
    List<double[]> rows = rows();
    byte[] bytes = ModelFile.bytes(trained(model, rows));
    Collections.shuffle(rows, new Random(2));
    assertThat(ModelFile.bytes(trained(model, rows))).isEqualTo(bytes);
    assertThat(ModelFile.bytes(ModelFile.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void aFileHoldsAllThatIsNeeded() throws IOException {
    TrainedModel model = trained("auto", rows()).withMetrics(Map.of("auroc", 0.9));
    TrainedModel read = ModelFile.read(ModelFile.bytes(model));
    assertThat(read.card()).isEqualTo(model.card());
    assertThat(read.card().metrics()).containsEntry("auroc", 0.9);
    assertThat(read.card().createdBy()).isEqualTo("1.2.3");
    assertThat(read.card().rows()).isEqualTo(294);
    assertThat(read.card().fingerprint()).hasSize(32);
    assertThat(read.features()).isEqualTo(FEATURES);
    assertThat(read.threshold()).isEqualTo(model.threshold());
    for (double[] row : rows()) {
      assertThat(Double.valueOf(read.score(row))).isEqualTo(Double.valueOf(model.score(row)));
      assertThat(read.contributions(row)).isEqualTo(model.contributions(row));
    }
    assertThat(read.score(new double[] {1, 1, Double.NaN})).isNaN();
  }

  @Test
  void rowsWithLabelsTrainAModelThatGoesThroughAFile() throws IOException {
    List<double[]> rows = rows();
    List<Boolean> bad = rows.stream().map(row -> row[0] > 2.0).toList();
    TrainedModel model = TrainedModel.trainLabelled(Map.of(), FEATURES, rows, bad, 1, "1.2.3");
    TrainedModel read = ModelFile.read(ModelFile.bytes(model));
    assertThat(read.card().model()).isEqualTo("gradient_boosting");
    assertThat(read.threshold()).isEqualTo(0.5);
    assertThat(read.score(new double[] {5, 1, 0})).isGreaterThan(0.8);
    assertThat(read.score(new double[] {1, 1, 0})).isLessThan(0.1);
    assertThatThrownBy(
            () -> TrainedModel.trainLabelled(Map.of(), FEATURES, rows, List.of(true), 1, "1"))
        .hasMessage("model gradient_boosting: 300 rows and 1 labels");
  }

  @Test
  void otherFeaturesAreRefusedWithASentence() {
    TrainedModel model = trained("ecod", rows());
    model.requireFeatures(List.of("amount", "count", "gap"));
    assertThatThrownBy(() -> model.requireFeatures(List.of("amount", "gap", "hour")))
        .hasMessage(
            "the model ecod does not fit the features of the spec: it was trained on count too;"
                + " it was not trained on hour");
    assertThatThrownBy(() -> model.requireFeatures(List.of("count", "amount", "gap")))
        .hasMessageEndingWith("the same in another order, amount, count, gap");
  }

  @Test
  void filesThatCannotBeUsedAreRefusedWithASentence() {
    byte[] bytes = ModelFile.bytes(trained("ecod", rows()));
    for (int length = 1; length < bytes.length; length += 1 + bytes.length / 40) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ModelFile.read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut off");
    }
    byte[] other = bytes.clone();
    other[11] = 9;
    assertThatThrownBy(() -> ModelFile.read(other))
        .hasMessage(
            "the model file has version 9; this Beamwatch reads version 1: train the model again");
    byte[] damaged = bytes.clone();
    damaged[bytes.length / 2]++;
    assertThatThrownBy(() -> ModelFile.read(damaged))
        .hasMessage("the model file is damaged: its check sum is another");
    assertThatThrownBy(() -> ModelFile.read("amount,count,gap\n1,2,3\n".repeat(9).getBytes()))
        .hasMessage("this is no model file of Beamwatch");
  }

  @Test
  void nothingToTrainOnIsRefused() {
    List<double[]> rows = List.of(new double[] {1, 1, Double.NaN});
    assertThatThrownBy(() -> trained("auto", rows))
        .hasMessage("model auto: none of 1 rows is left to train on");
  }

  @Test
  void samplesDependOnKeysAndSeedAlone() throws IOException {
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      keys.add(i);
    }
    RowSampler whole = new RowSampler(200, 3);
    keys.forEach(key -> whole.add("user" + key, new double[] {key}));
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(keys, new Random(seed));
      RowSampler merged = new RowSampler(200, 3);
      for (int part = 0; part < 4; part++) {
        RowSampler sampler = new RowSampler(200, 3);
        for (int i = part; i < keys.size(); i += 4) {
          sampler.add("user" + keys.get(i), new double[] {keys.get(i)});
        }
        merged.addAll(
            RowSampler.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(sampler)))));
      }
      assertThat(bytes(merged)).isEqualTo(bytes(whole));
    }
    double mean = whole.rows().stream().mapToDouble(row -> row[0]).average().orElseThrow();
    assertThat(whole.rows()).hasSize(200);
    assertThat(mean).isBetween(2_100.0, 2_900.0);
    RowSampler other = new RowSampler(200, 4);
    keys.forEach(key -> other.add("user" + key, new double[] {key}));
    assertThat(bytes(other)).isNotEqualTo(bytes(whole));
  }

  @Test
  void fingerprintsKnowRowsButNotTheirOrder() {
    DataFingerprint one = new DataFingerprint();
    DataFingerprint two = new DataFingerprint();
    DataFingerprint part = new DataFingerprint();
    List<double[]> rows = rows();
    rows.forEach(one::add);
    for (int i = rows.size() - 1; i >= 0; i--) {
      (i % 2 == 0 ? two : part).add(rows.get(i));
    }
    two.addAll(part);
    assertThat(two.hex()).isEqualTo(one.hex());
    two.add(new double[] {1, 2, 3});
    assertThat(two.hex()).isNotEqualTo(one.hex());
    assertThat(two.rows()).isEqualTo(301);
  }

  private static byte[] bytes(RowSampler sampler) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sampler.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
