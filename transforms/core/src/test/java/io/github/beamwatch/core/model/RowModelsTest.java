package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model of rows must do. */
class RowModelsTest {

  static List<RowModelKind> kinds() {
    return RowModels.all();
  }

  /** A cloud of correlated columns, the last one constant. */
  private static double[][] cloud(int rows, long seed) {
    Random random = new Random(seed);
    double[][] cloud = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double common = random.nextGaussian();
      cloud[i] =
          new double[] {common, common + 0.3 * random.nextGaussian(), random.nextGaussian(), 4.0};
    }
    return cloud;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void modelThroughBytesGivesTheSameScoresAndBytes(RowModelKind kind) throws IOException {
    RowModel model = kind.with(Map.of());
    double[][] rows = cloud(300, 1);
    RowModel.Fitted fitted = model.fit(rows, 5);
    RowModel.Fitted read = model.readFrom(input(bytes(fitted)));
    for (double[] row : cloud(100, 2)) {
      assertThat(read.score(row)).isEqualTo(fitted.score(row));
    }
    assertThat(bytes(read)).isEqualTo(bytes(fitted));
    assertThat(bytes(model.fit(rows, 5))).isEqualTo(bytes(fitted));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void farRowsScoreAboveAllOthersAndAboveTheThreshold(RowModelKind kind) {
    RowModel model = kind.with(Map.of());
    for (long seed = 0; seed < 10; seed++) {
      double[][] rows = cloud(500, seed);
      rows[17] = new double[] {9.0, -9.0, 9.0, 4.0};
      RowModel.Fitted fitted = model.fit(rows, seed);
      double far = fitted.score(rows[17]);
      assertThat(far).isGreaterThanOrEqualTo(model.threshold());
      for (int i = 0; i < rows.length; i++) {
        assertThat(i == 17 || fitted.score(rows[i]) < far).as("row %d", i).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void missingValuesCountAsTheMedian(RowModelKind kind) {
    double[][] rows = cloud(301, 3);
    double median = Arrays.stream(rows).mapToDouble(row -> row[2]).sorted().toArray()[150];
    RowModel.Fitted fitted = kind.with(Map.of()).fit(rows, 1);
    double missing = fitted.score(new double[] {0.5, 0.4, Double.NaN, 4.0});
    assertThat(missing).isEqualTo(fitted.score(new double[] {0.5, 0.4, median, 4.0}));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void degenerateRowsHaveFiniteScores(RowModelKind kind) {
    double[] nothing = {Double.NaN, Double.NaN};
    double[] vast = {Double.MAX_VALUE, Double.NEGATIVE_INFINITY};
    double[] tiny = {Double.MIN_VALUE, -Double.MIN_VALUE};
    List<double[][]> tables =
        List.of(
            new double[][] {{1.0, 2.0}},
            new double[][] {{1.0, 2.0}, {1.0, 2.0}, {1.0, 2.0}},
            new double[][] {{1.0, 2.0}, {2.0, 4.0}, {3.0, 6.0}},
            new double[][] {nothing, nothing},
            new double[][] {vast, tiny, nothing, {0.0, 0.0}, {1.0, 1.0}});
    for (double[][] table : tables) {
      RowModel.Fitted fitted = kind.with(Map.of()).fit(table, 1);
      for (double[] row : new double[][] {{1.0, 2.0}, {5.0, 5.0}, nothing, vast, tiny}) {
        assertThat(fitted.score(row)).isFinite();
        for (double contribution : fitted.contributions(row)) {
          assertThat(contribution).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusesWhatItCannotUseInOneSentence(RowModelKind kind) throws IOException {
    RowModel model = kind.with(Map.of());
    assertThatThrownBy(() -> model.fit(new double[0][], 1))
        .hasMessage("model " + kind.name() + " cannot be fitted on no rows");
    assertThatThrownBy(() -> model.fit(new double[][] {{1.0}, {1.0, 2.0}}, 1))
        .hasMessage("model " + kind.name() + ": a row has 2 columns, the first one had 1");
    byte[] bytes = bytes(model.fit(cloud(20, 1), 1));
    byte[] other = bytes.clone();
    other[0] = 9;
    assertThatThrownBy(() -> model.readFrom(input(other)))
        .isInstanceOf(IOException.class)
        .hasMessage("model " + kind.name() + " has version 9, not 2");
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> model.readFrom(input(cut))).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> kind.with(Map.of("trees", 5.0)))
        .hasMessageStartingWith("model " + kind.name() + " has no parameter trees; it has ");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void orderOfRowsDoesNotChangeAByte(RowModelKind kind) throws IOException {
    RowModel model = kind.with(Map.of());
    double[][] rows = cloud(300, 1);
    byte[] bytes = bytes(model.fit(rows, 5));
    Collections.shuffle(Arrays.asList(rows), new Random(3));
    assertThat(bytes(model.fit(rows, 5))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void contributionsNameTheOddColumn(RowModelKind kind) {
    RowModel model = kind.with(Map.of());
    // pca looks at what its components leave, and here column 2 is one of them
    for (int column : kind.name().equals("pca") ? new int[] {0} : new int[] {0, 2}) {
      double[][] rows = cloud(500, column);
      rows[17] = new double[] {0.1, 0.1, 0.1, 4.0};
      rows[17][column] = 8.0;
      RowModel.Fitted fitted = model.fit(rows, 1);
      double[] contributions = fitted.contributions(rows[17]);
      int greatest = 0;
      for (int j = 0; j < contributions.length; j++) {
        assertThat(contributions[j]).isFinite();
        greatest = contributions[j] > contributions[greatest] ? j : greatest;
      }
      // a column that follows another is as odd as that one to a model of both
      assertThat(greatest).isIn(column, column == 0 ? 1 : column);
      assertThat(contributions[3]).isLessThanOrEqualTo(contributions[greatest] / 2);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void contaminationIsTheShareOfFittedRowsAboveTheThreshold(RowModelKind kind) {
    double[][] rows = cloud(1000, 8);
    RowModel.Fitted fitted = kind.with(Map.of("contamination", 0.05)).fit(rows, 2);
    long anomalies =
        Arrays.stream(rows).filter(row -> fitted.score(row) >= fitted.threshold()).count();
    assertThat(anomalies).isBetween(50L, kind.name().equals("iqr") ? 60L : 52L);
    assertThat(kind.with(Map.of()).fit(rows, 2).threshold())
        .isEqualTo(kind.with(Map.of()).threshold());
  }

  @Test
  void namesAreFound() {
    for (RowModelKind kind : RowModels.all()) {
      assertThat(RowModels.named(kind.name())).contains(kind);
    }
    assertThat(RowModels.named("no_such")).isEmpty();
  }

  private static byte[] bytes(RowModel.Fitted fitted) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fitted.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
