package io.github.beamwatch.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.feature.FeatureColumn.Missing;
import io.github.beamwatch.core.feature.FeatureColumn.Scaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final List<double[]> ROWS =
      List.of(
          new double[] {1, 10, 0, 5, 3},
          new double[] {2, 20, 0, 5, Double.NaN},
          new double[] {3, 30, 0, 5, 4},
          new double[] {4, 40, 0, 5, 5},
          new double[] {5, 900, 0, 5, 6});

  private static final Preparation PREPARATION =
      Preparation.fit(
          List.of(
              new FeatureColumn("standard", Missing.MEDIAN, 0, Scaling.STANDARD),
              new FeatureColumn("robust", Missing.MEDIAN, 0, Scaling.ROBUST),
              new FeatureColumn("log", Missing.CONSTANT, -1, Scaling.LOG),
              new FeatureColumn("constant", Missing.MEDIAN, 0, Scaling.STANDARD),
              new FeatureColumn("needed", Missing.DROP, 0, Scaling.NONE)),
          ROWS);

  @Test
  void scalesAndFills() {
    double none = Double.NaN;
    double[] row = {4, 40, Math.E - 1, 6, 8};
    double[] expected = {1 / Math.sqrt(2), 0.5, 1, 1, 8};
    assertThat(PREPARATION.apply(row)).containsExactly(expected, within(1e-12));
    double[] gaps = {none, none, none, none, 8};
    double[] filled = {0, 0, -Math.log(2), 0, 8};
    assertThat(PREPARATION.apply(gaps)).containsExactly(filled, within(1e-12));
  }

  @Test
  void rowsThatLackWhatIsNeededAreLeftOut() {
    assertThat(PREPARATION.apply(new double[] {1, 1, 1, 1, Double.NaN})).isNull();
  }

  @Test
  void preparesTheSameThroughBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PREPARATION.writeTo(new DataOutputStream(bytes));
    Preparation read =
        Preparation.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.columns()).isEqualTo(PREPARATION.columns());
    for (double[] row : ROWS) {
      assertThat(read.apply(row)).isEqualTo(PREPARATION.apply(row));
    }
  }
}
