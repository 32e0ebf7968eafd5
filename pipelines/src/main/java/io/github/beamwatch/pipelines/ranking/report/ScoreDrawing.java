package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingResult.ScoreBin;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.Shapes;
import io.github.beamwatch.pipelines.page.Ticks;
import java.util.List;
import java.util.Locale;

/** How many entities have which score, on a scale of powers of ten, and where anomalies begin. */
final class ScoreDrawing {
  private static final int LEFT = 70;
  private static final int RIGHT = 960;
  private static final int TOP = 30;
  private static final int BOTTOM = 200;

  /** A single entity is still seen: the axis begins below one. */
  private static final double LEAST = Math.log10(0.6);

  private static final double GAP = 1.0;
  private static final int LABEL = 190;

  private final Markup page;
  private final Shapes shapes;
  private final RankingResult result;
  private final List<ScoreBin> bins;
  private final double from;
  private final double to;
  private final double highest;

  ScoreDrawing(Markup page, RankingResult result) {
    this.page = page;
    this.shapes = new Shapes(page);
    this.result = result;
    bins = result.scores().stream().filter(bin -> bin.to() > bin.from()).toList();
    double low = bins.stream().mapToDouble(ScoreBin::from).min().orElse(0.0);
    double high = bins.stream().mapToDouble(ScoreBin::to).max().orElse(1.0);
    double most = bins.stream().mapToDouble(ScoreBin::entities).max().orElse(1.0);
    from = low;
    to = high > low ? high : low + 1.0;
    highest = Math.max(1.0, Math.ceil(Math.log10(Math.max(1.0, most))));
  }

  /** A score with as many decimals as all others, so that a column of them can be compared. */
  static String score(double score) {
    return String.format(Locale.ROOT, Math.abs(score) < 1000 ? "%.3f" : "%,.0f", score);
  }

  void draw() {
    shapes.begin(RIGHT + 20, BOTTOM + 46, label());
    for (int power = 0; power <= highest; power++) {
      double y = y(Math.pow(10, power));
      shapes.line("grid", LEFT, y, RIGHT, y);
      shapes.text("axis end", LEFT - 6, y + 4, Figures.count((long) Math.pow(10, power)));
    }
    for (ScoreBin bin : bins) {
      if (bin.entities() > 0) {
        bar(bin);
      }
    }
    shapes.line("base", LEFT, BOTTOM, RIGHT, BOTTOM);
    Ticks ticks = Ticks.between(from, to);
    for (double tick : ticks.values()) {
      shapes.line("tick", x(tick), BOTTOM, x(tick), BOTTOM + 4);
      shapes.text("axis middle", x(tick), BOTTOM + 18, ticks.label(tick));
    }
    shapes.text("axis middle", (LEFT + RIGHT) / 2.0, BOTTOM + 38, "score: higher is more unusual");
    shapes.text("axis", 0, TOP - 16, result.subject().word());
    if (result.threshold() >= from && result.threshold() <= to) {
      threshold();
    }
    page.close();
  }

  private void bar(ScoreBin bin) {
    double x = x(bin.from());
    double width = Math.max(0.5, x(bin.to()) - x - GAP);
    double y = y(bin.entities());
    shapes.rect(
        bin.from() >= result.threshold() ? "bar odd" : "bar",
        x,
        y,
        width,
        BOTTOM - y,
        "%s %s score from %s to %s"
            .formatted(
                Figures.count(bin.entities()),
                result.subject().word(),
                Figures.number(bin.from()),
                Figures.number(bin.to())));
  }

  private void threshold() {
    double x = x(result.threshold());
    shapes.line("threshold", x, TOP - 18, x, BOTTOM);
    String said = "anomalies, from " + Figures.number(result.threshold());
    if (x + LABEL < RIGHT) {
      shapes.text("axis", x + 6, TOP - 10, said);
    } else {
      shapes.text("axis end", x - 6, TOP - 10, said);
    }
  }

  private String label() {
    return "How the scores of %s %s are spread, from %s to %s; %s are from %s, the threshold"
        .formatted(
            Figures.count(result.entities()),
            result.subject().word(),
            Figures.number(from),
            Figures.number(to),
            Figures.count(result.anomalies()),
            Figures.number(result.threshold()));
  }

  private double x(double score) {
    return LEFT + (score - from) / (to - from) * (RIGHT - LEFT);
  }

  private double y(double entities) {
    return BOTTOM - (Math.log10(entities) - LEAST) / (highest - LEAST) * (BOTTOM - TOP);
  }
}
