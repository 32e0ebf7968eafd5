package io.github.beamwatch.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Cases worked by hand. */
class RankedScoresTest {

  @Test
  void perfectAndReversed() {
    RankedScores perfect = ranked("0.9+ 0.8+ 0.3- 0.2- 0.1-");
    assertThat(perfect.auroc()).isEqualTo(1.0);
    assertThat(perfect.auprc()).isEqualTo(1.0);
    RankedScores reversed = ranked("0.9- 0.8- 0.3- 0.2+");
    assertThat(reversed.auroc()).isEqualTo(0.0);
    assertThat(reversed.auprc()).isEqualTo(0.25);
  }

  @Test
  void mixed() {
    // Pairs won by the anomalous: 3 (0.9), 2 (0.7) of 6. Precision 1/1 at the first, 2/3 at the
    // second.
    RankedScores mixed = ranked("0.9+ 0.8- 0.7+ 0.6- 0.5-");
    assertThat(mixed.auroc()).isEqualTo(5.0 / 6);
    assertThat(mixed.auprc()).isCloseTo((1.0 + 2.0 / 3) / 2, within(1e-15));
  }

  @Test
  void tiesCountHalfInTheAreaAndAreOneThreshold() {
    // 0.9+ wins 3 pairs; 0.5+ wins one, ties with two: 5 of 6. Steps: precision 1, then 2/4.
    RankedScores tied = ranked("0.5- 0.9+ 0.5+ 0.5- 0.1-");
    assertThat(tied.auroc()).isEqualTo(5.0 / 6);
    assertThat(tied.auprc()).isEqualTo(0.5 * 1 + 0.5 * 0.5);
    RankedScores all = ranked("1+ 1- 1- 1-");
    assertThat(all.auroc()).isEqualTo(0.5);
    assertThat(all.auprc()).isEqualTo(0.25);
  }

  @Test
  void zerosOfBothSignsAreEqual() {
    assertThat(ranked("0.0+ -0.0-").auroc()).isEqualTo(0.5);
  }

  @Test
  void oneKindOfRowsAlone() {
    for (String rows : new String[] {"", "1+ 2+", "1- 2-"}) {
      assertThat(ranked(rows).auroc()).isNaN();
      assertThat(ranked(rows).auprc()).isNaN();
    }
  }

  @Test
  void aRowWithoutAScoreIsRefused() {
    assertThatThrownBy(() -> new RankedScores().add(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Scores with their labels behind them. */
  private static RankedScores ranked(String rows) {
    RankedScores ranked = new RankedScores();
    for (String row : rows.isEmpty() ? new String[0] : rows.split(" ")) {
      int end = row.length() - 1;
      ranked.add(Double.parseDouble(row.substring(0, end)), row.charAt(end) == '+');
    }
    return ranked;
  }
}
