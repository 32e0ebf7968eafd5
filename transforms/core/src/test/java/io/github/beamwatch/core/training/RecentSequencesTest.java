package io.github.beamwatch.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeatureColumn.Missing;
import io.github.beamwatch.core.feature.FeatureColumn.Scaling;
import io.github.beamwatch.core.feature.RecentEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentSequencesTest {
  private static final int LENGTH = 6;
  private static final int TYPES = 2;
  private static final long DAY = 86_400_000;

  private static final List<FeatureColumn> FEATURES =
      Stream.concat(
              Stream.of(FeatureColumn.plain("count")),
              RecentEvents.names(LENGTH).stream()
                  .map(name -> new FeatureColumn(name, Missing.KEEP, 0, Scaling.NONE)))
          .toList();

  /** Amounts go up and down in turn, about once a day. */
  private static double[] row(Random random, int events, double oddAmount) {
    RecentEvents recent = new RecentEvents(LENGTH);
    for (int i = 0; i < events; i++) {
      boolean odd = i == events - 2 && oddAmount > 0;
      double amount = (i % 2 == 0 ? 10 : 100) * Math.exp(random.nextGaussian() / 3);
      long time = i * DAY + (long) (3_600_000L * (12 + 3 * random.nextGaussian()));
      recent.add(time, odd ? oddAmount : amount, random.nextInt(TYPES));
    }
    double[] values = new double[1 + LENGTH * RecentEvents.COLUMNS.size()];
    values[0] = events;
    System.arraycopy(recent.values(), 0, values, 1, values.length - 1);
    return values;
  }

  private static List<double[]> rows() {
    Random random = new Random(3);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(row(random, 1 + random.nextInt(9), 0));
    }
    return rows;
  }

  private static TrainedModel trained(List<double[]> rows, Map<String, Double> parameters) {
    return TrainedModel.trainSequences(parameters, FEATURES, LENGTH, TYPES, rows, 7, "1.2.3");
  }

  @Test
  void whatDoesNotFollowScoresHigherAndIsNamed() {
    TrainedModel model = trained(rows(), Map.of());
    Random random = new Random(9);
    double usual = model.score(row(random, 8, 0));
    double[] odd = row(random, 8, 2_000);
    assertThat(model.score(odd)).isGreaterThan(usual + 2);
    double[] contributions = model.contributions(odd);
    int strongest = 0;
    for (int i = 1; i < contributions.length; i++) {
      strongest = contributions[i] > contributions[strongest] ? i : strongest;
    }
    assertThat(FEATURES.get(strongest).name()).isEqualTo("recent_2_amount");
    assertThat(contributions[0]).isEqualTo(0.0);
  }

  @Test
  void sameRowsInAnyOrderGiveTheSameFile() throws IOException {
    List<double[]> rows = rows();
    TrainedModel model = trained(rows, Map.of("contamination", 0.05));
    byte[] bytes = ModelFile.bytes(model);
    Collections.shuffle(rows, new Random(2));
    assertThat(ModelFile.bytes(trained(rows, Map.of("contamination", 0.05)))).isEqualTo(bytes);
    TrainedModel read = ModelFile.read(bytes);
    assertThat(ModelFile.bytes(read)).isEqualTo(bytes);
    assertThat(read.threshold()).isEqualTo(model.threshold());
    assertThat(read.threshold()).isGreaterThan(0);
    double[] scores = rows.stream().mapToDouble(read::score).toArray();
    assertThat(Arrays.stream(scores).filter(score -> score >= read.threshold()).count() / 400.0)
        .isEqualTo(0.05, within(0.01));
  }

  @Test
  void oneEventIsNoSequence() {
    TrainedModel model = trained(rows(), Map.of());
    assertThat(model.score(row(new Random(1), 1, 0))).isEqualTo(0.0);
    assertThat(model.score(row(new Random(1), 0, 0))).isEqualTo(0.0);
    assertThatThrownBy(() -> trained(List.of(row(new Random(1), 1, 0)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs sequences of two rows or more");
    assertThatThrownBy(() -> trained(rows(), Map.of("contamination", 0.9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contamination is 0.9; allowed is 0 to 0.5");
  }
}
