package io.github.beamwatch.core.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.core.detect.Verdict.Kind;
import io.github.beamwatch.core.detector.Detectors;
import io.github.beamwatch.core.detector.SeriesDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of CSV in, rows of CSV out. */
class TableScorerTest {

  private static final ColumnChoice BY_TIME =
      new ColumnChoice("time", List.of("value"), List.of(), ',');

  @Test
  void everyRowGetsARowInItsOrder() {
    assertThat(
            score(
                BY_TIME,
                0,
                "time,note,value",
                "2026-01-01 00:00:00,a,1",
                "2026-01-01 00:01:00,b,3",
                "2026-01-01 00:02:00,c,2",
                "2026-01-01 00:03:00,d,",
                "2026-01-01 00:03:00,late,2",
                "2026-01-01 00:04:00,e,NaN",
                "2026-01-01 00:05:00,f,many",
                "yesterday,g,2",
                "2026-01-01 00:06:00,too,2,fields",
                "2026-01-01 00:07:00,\"two\nlines\",500"))
        .containsExactly(
            "time,anomaly_score,verdict,expected,outlier",
            "2026-01-01 00:00:00,0.0,WARMUP,,0",
            "2026-01-01 00:01:00,0.0,WARMUP,,0",
            "2026-01-01 00:02:00,0.0,NORMAL,2.0,0",
            "2026-01-01 00:03:00,0.0,NO_DATA,,0",
            "2026-01-01 00:03:00,0.0,LATE,,0",
            "2026-01-01 00:04:00,0.0,NO_DATA,,0",
            "2026-01-01 00:05:00,0.0,ERROR,,0",
            "yesterday,0.0,ERROR,,0",
            "2026-01-01 00:06:00,0.0,ERROR,,0",
            "2026-01-01 00:07:00,609.9229459530113,ANOMALY,2.0,1");
  }

  @Test
  void trainingRowsTeachWhateverTheyHold() {
    List<String> rows =
        score(BY_TIME, 3, "time,value", "1,1", "2,3", "3,500", "4,x", "5,1000", "6,200");
    assertThat(rows.subList(1, 4)).allMatch(row -> row.endsWith(",0.0,WARMUP,,0"));
    // The mean of 1, 3 and 500: the policy of skipping anomalies was not asked.
    assertThat(rows.get(5)).startsWith("5,").contains(",168.0,");
  }

  @Test
  void rowsWithoutATimeAreNamedByTheirIndex() {
    ColumnChoice choice = new ColumnChoice(null, List.of("value"), List.of(), ';');
    assertThat(score(choice, 0, "value;x", "1;0", "3;0", "2;0"))
        .containsExactly(
            "index,anomaly_score,verdict,expected,outlier",
            "0,0.0,WARMUP,,0",
            "1,0.0,WARMUP,,0",
            "2,0.0,NORMAL,2.0,0");
  }

  @Test
  void aTimeThatHoldsACommaIsQuoted() {
    ColumnChoice choice = new ColumnChoice("t,", List.of("value"), List.of(), ';');
    assertThat(score(choice, 0, "t,;value", "\"1970-01-01\";1", "1,5;1"))
        .containsExactly(
            "\"t,\",anomaly_score,verdict,expected,outlier",
            "\"1970-01-01\",0.0,WARMUP,,0",
            "\"1,5\",0.0,ERROR,,0");
  }

  @Test
  void allColumnsButTheTimeAndTheExcluded() {
    byte[] header = "label,time,a,b".getBytes(UTF_8);
    assertThat(
            TableColumns.of(header, new ColumnChoice("time", List.of(), List.of("label"), ','))
                .channels())
        .containsExactly(2, 3);
    assertThat(
            TableColumns.of(header, new ColumnChoice(null, List.of("b", "a"), List.of(), ','))
                .channels())
        .containsExactly(3, 2);
  }

  @Test
  void namesTheNearestColumn() {
    assertThatThrownBy(() -> TableColumns.of("time,valeu".getBytes(UTF_8), BY_TIME))
        .hasMessage("there is no column 'value'; did you mean 'valeu'? columns: time, valeu");
    assertThatThrownBy(() -> TableColumns.of("time;value".getBytes(UTF_8), BY_TIME))
        .hasMessageContaining("is the delimiter ';'?");
    assertThatThrownBy(
            () ->
                TableColumns.of(
                    "time,x".getBytes(UTF_8),
                    new ColumnChoice("time", List.of(), List.of("x"), ',')))
        .hasMessage("no column is left to look at; there are time, x");
  }

  @Test
  void countsByVerdict() {
    TableColumns columns = TableColumns.of("time,value".getBytes(UTF_8), BY_TIME);
    TableScorer scorer = scorer(columns, 0);
    CsvOutput out = new CsvOutput();
    for (String row : List.of("1,1", "2,2", "2,2", "3,1000", "x,1")) {
      byte[] bytes = row.getBytes(UTF_8);
      scorer.score(bytes, 0, bytes.length, out);
    }
    scorer.tooLarge(out);
    assertThat(scorer.count(Kind.WARMUP)).isEqualTo(2);
    assertThat(scorer.count(Kind.LATE)).isEqualTo(1);
    assertThat(scorer.count(Kind.ANOMALY)).isEqualTo(1);
    assertThat(scorer.count(Kind.ERROR)).isEqualTo(2);
    assertThat(text(out)).endsWith("\n,0.0,ERROR,,0\n");
  }

  private static List<String> score(ColumnChoice choice, int trainRows, String... lines) {
    TableColumns columns = TableColumns.of(lines[0].getBytes(UTF_8), choice);
    TableScorer scorer = scorer(columns, trainRows);
    CsvOutput out = new CsvOutput();
    TableScorer.header(columns, out);
    List<String> rows = new ArrayList<>(List.of(text(out).strip()));
    for (int i = 1; i < lines.length; i++) {
      out.clear();
      byte[] bytes = ("," + lines[i] + "\r\n").getBytes(UTF_8);
      scorer.score(bytes, 1, bytes.length, out);
      rows.add(text(out).strip());
    }
    return rows;
  }

  private static TableScorer scorer(TableColumns columns, int trainRows) {
    SeriesDetector detector =
        SeriesDetector.of(Detectors.named("ewma_z").orElseThrow().with(Map.of("warmup", 2.0)));
    return new TableScorer(
        new TableRows(columns, 0),
        new SeriesJudges(detector).newJudge(columns.channels().size()),
        trainRows);
  }

  private static String text(CsvOutput out) {
    return new String(out.bytes(), 0, out.length(), UTF_8);
  }
}
