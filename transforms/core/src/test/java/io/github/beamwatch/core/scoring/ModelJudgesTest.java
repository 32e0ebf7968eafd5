package io.github.beamwatch.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelJudgesTest {

  @Test
  void judgesByAllRowsThatTaught() {
    RowJudge judge = taught(1, 1000);
    assertThat(judge.judge(0, new double[] {0.5, 0.5}).kind()).isEqualTo(Kind.NORMAL);
    RowVerdict far = judge.judge(0, new double[] {50, -50});
    assertThat(far.kind()).isEqualTo(Kind.ANOMALY);
    assertThat(far.score()).isGreaterThan(judge.judge(0, new double[] {0.5, 0.5}).score());
    assertThat(far.expected()).isNaN();
  }

  @Test
  void missingValues() {
    RowJudge judge = taught(1, 100);
    assertThat(judge.judge(0, new double[] {0.5, Double.NaN}).kind()).isEqualTo(Kind.NORMAL);
    assertThat(judge.judge(0, new double[] {Double.NaN, Double.NaN}).kind())
        .isEqualTo(Kind.NO_DATA);
  }

  @Test
  void withoutATeacherThereIsNoScore() {
    assertThat(taught(1, 0).judge(0, new double[] {1, 1}).kind()).isEqualTo(Kind.WARMUP);
  }

  @Test
  void ofMoreRowsThanItHoldsASeededSampleTeaches() {
    int rows = ModelJudge.SAMPLE + 50_000;
    double[] row = {0.9, 0.1};
    double score = taught(1, rows).judge(0, row).score();
    assertThat(taught(1, rows).judge(0, row).score()).isEqualTo(score);
    assertThat(taught(2, rows).judge(0, row).score()).isNotEqualTo(score);
  }

  private static RowJudge taught(long seed, int rows) {
    RowModel model = RowModels.named("isolation_forest").orElseThrow().with(Map.of());
    RowJudge judge = new ModelJudges(model, model.threshold(), seed).newJudge(2);
    SeededRandom random = SeededRandom.of(7, "rows");
    for (int i = 0; i < rows; i++) {
      judge.teach(i, new double[] {random.nextUnit(), random.nextUnit()});
    }
    return judge;
  }
}
