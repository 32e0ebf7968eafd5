package io.github.beamwatch.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingEvaluationTest {

  @Test
  void handComputed() {
    RankingEvaluation evaluation = new RankingEvaluation(List.of(2, 4, 100));
    evaluation.add("e", 1.0, false);
    evaluation.add("a", 9.0, true);
    evaluation.add("c", 5.0, true);
    evaluation.add("b", 7.0, false);
    evaluation.add("d", 2.0, null);
    Map<String, Double> measures = evaluation.measures();
    assertThat(measures)
        .containsEntry("labelled", 4.0)
        .containsEntry("unlabelled", 1.0)
        .containsEntry("bad", 2.0)
        .containsEntry("bad_share", 0.5)
        .containsEntry("auroc", 0.75)
        .containsEntry("precision_at_2", 0.5)
        .doesNotContainKey("precision_at_100");
    // The fourth, d, has no label.
    assertThat(measures.get("precision_at_4")).isEqualTo(2.0 / 3, within(1e-12));
    assertThat(measures.get("average_precision")).isEqualTo((1.0 + 2.0 / 3) / 2, within(1e-12));
  }

  @Test
  void equalScoresAreOrderedByNameWhateverTheOrderTheyCameIn() {
    List<Integer> entities = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      entities.add(i);
    }
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(entities, new Random(seed));
      RankingEvaluation evaluation = new RankingEvaluation(List.of(10, 100));
      // Twenty scores only; of the highest, 950 to 999, the first fifteen by name are bad.
      entities.forEach(i -> evaluation.add("u%03d".formatted(i), i / 50, i >= 950 && i < 965));
      assertThat(evaluation.measures())
          .containsEntry("precision_at_10", 1.0)
          .containsEntry("precision_at_100", 0.15);
    }
  }

  @Test
  void partsGiveWhatTheWholeGives() throws IOException {
    List<Integer> firsts = List.of(10, 100);
    RankingEvaluation whole = new RankingEvaluation(firsts);
    RankingEvaluation merged = new RankingEvaluation(firsts);
    for (int part = 0; part < 5; part++) {
      RankingEvaluation one = new RankingEvaluation(firsts);
      for (int i = part; i < 1000; i += 5) {
        Boolean bad = i % 7 == 0 ? null : Boolean.valueOf(i * i % 31 < 3);
        whole.add("u%03d".formatted(i), i * 37 % 101, bad);
        one.add("u%03d".formatted(i), i * 37 % 101, bad);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      one.writeTo(new DataOutputStream(bytes));
      merged.addAll(
          RankingEvaluation.readFrom(
              firsts, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    }
    assertThat(merged.measures()).isEqualTo(whole.measures());
    assertThat(RankingEvaluation.precisions(whole.measures())).containsOnlyKeys(10, 100);
  }

  @Test
  void withoutLabelsNothingIsMeasured() {
    RankingEvaluation evaluation = new RankingEvaluation(List.of(1));
    evaluation.add("a", 1.0, null);
    assertThat(evaluation.measures().get("auroc")).isNaN();
    assertThat(evaluation.measures().get("precision_at_1")).isNaN();
    assertThat(new RankingEvaluation(List.of()).measures()).containsEntry("labelled", 0.0);
  }

  @Test
  void whatHasNoScoreCannotBeRanked() {
    RankingEvaluation evaluation = new RankingEvaluation(List.of(1));
    assertThatThrownBy(() -> evaluation.add("a", Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
