package io.github.beamwatch.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  private static final PopulationValues EVERYBODY =
      PopulationValues.of(
          List.of("a", "b", "c"),
          List.of(
              new double[] {1, 5, Double.NaN},
              new double[] {2, 5, Double.NaN},
              new double[] {3, 5, Double.NaN},
              new double[] {4, -0.0, Double.NaN}));

  @Test
  void percentilesCountWhatIsBelowAndHalfOfWhatIsEqual() {
    assertThat(EVERYBODY.percentile(0, 3)).isEqualTo(62.5);
    assertThat(EVERYBODY.percentile(0, 3.5)).isEqualTo(75.0);
    assertThat(EVERYBODY.percentile(0, 0)).isEqualTo(0.0);
    assertThat(EVERYBODY.percentile(0, 9)).isEqualTo(100.0);
    assertThat(EVERYBODY.percentile(1, 5)).isEqualTo(62.5);
    assertThat(EVERYBODY.percentile(1, 0.0)).isEqualTo(12.5);
    assertThat(EVERYBODY.percentile(0, Double.NaN)).isNaN();
    assertThat(EVERYBODY.percentile(2, 1)).isNaN();
    assertThat(EVERYBODY.quantile(0, 50)).isEqualTo(2.5);
    assertThat(EVERYBODY.quantile(0, 100)).isEqualTo(4.0);
    assertThat(EVERYBODY.quantile(2, 50)).isNaN();
    assertThat(EVERYBODY.percentiles().get("b")).hasSize(RankingResult.PERCENTS.size());
  }

  @Test
  void onlyWhatAddedToTheScoreTheStrongestFirst() {
    double[] row = {9, 5, Double.NaN};
    assertThat(Reasons.of(new double[] {0.5, 2.0, -1.0}, EVERYBODY, row, 5))
        .containsExactly(new Reason("b", 5, 2.0, 62.5, 5.0), new Reason("a", 9, 0.5, 100.0, 2.5));
    assertThat(Reasons.of(new double[] {0.5, 2.0, 1.0}, EVERYBODY, row, 2))
        .extracting(Reason::feature)
        .containsExactly("b", "c");
    assertThat(Reasons.of(new double[] {1.0, 1.0, 1.0}, EVERYBODY, row, 3))
        .extracting(Reason::feature)
        .containsExactly("a", "b", "c");
  }

  @Test
  void whatWasPlantedIsTheFirstReasonOfEveryModel() {
    Random random = new Random(1);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rows.add(new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
    }
    List<FeatureColumn> features =
        List.of(FeatureColumn.plain("a"), FeatureColumn.plain("b"), FeatureColumn.plain("c"));
    PopulationValues everybody = PopulationValues.of(List.of("a", "b", "c"), rows);
    for (String kind : List.of("auto", "isolation_forest", "ecod", "mahalanobis")) {
      TrainedModel model = TrainedModel.train(kind, Map.of(), features, rows, 1, "1");
      List<Reason> reasons = Reasons.of(model, everybody, new double[] {0.1, 9, -0.2}, 2);
      assertThat(reasons).as(kind).isNotEmpty();
      assertThat(reasons.get(0).feature()).as(kind).isEqualTo("b");
      assertThat(reasons.get(0).percentile()).as(kind).isEqualTo(100.0);
    }
  }
}
