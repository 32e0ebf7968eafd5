package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.ProfilePlan;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.Shapes;
import io.github.beamwatch.pipelines.page.Ticks;
import java.util.List;
import java.util.stream.Collectors;

/** Shares by hour or weekday: for each, the top's beside everybody's. */
final class ColumnDrawing {
  private static final int LEFT = 50;
  private static final int RIGHT = 960;
  private static final int TOP = 14;
  private static final int BOTTOM = 150;
  private static final double GROUP = 0.78;

  private final Markup page;
  private final Shapes shapes;

  ColumnDrawing(Markup page) {
    this.page = page;
    this.shapes = new Shapes(page);
  }

  void draw(List<Insight> values) {
    double highest =
        values.stream()
            .mapToDouble(i -> Math.max(i.topShare(), i.populationShare()))
            .max()
            .orElse(1.0);
    double scale = (BOTTOM - TOP) / Math.max(highest, 1e-9);
    shapes.begin(RIGHT + 16, BOTTOM + 24, label(values));
    for (double tick : Ticks.between(0.0, Math.max(highest, 1e-9)).values()) {
      double y = BOTTOM - scale * tick;
      shapes.line("grid", LEFT, y, RIGHT, y);
      shapes.text("axis end", LEFT - 6, y + 4, Figures.percent(Math.round(1e4 * tick) / 1e4));
    }
    double step = (double) (RIGHT - LEFT) / Math.max(1, values.size());
    for (int i = 0; i < values.size(); i++) {
      Insight value = values.get(i);
      String said = InsightWords.value(value) + ": " + InsightWords.said(value);
      double x = LEFT + i * step + step * (1 - GROUP) / 2;
      double width = step * GROUP / 2;
      double top = scale * value.topShare();
      double all = scale * value.populationShare();
      String kind = InsightWords.sure(value) ? "bar top sure" : "bar top";
      shapes.rect(kind, x, BOTTOM - top, width - 1, top, said);
      shapes.rect("bar all", x + width, BOTTOM - all, width - 1, all, said);
      boolean hour = value.dimension().equals(ProfilePlan.HOUR);
      String name = hour ? value.value() : InsightWords.value(value);
      shapes.text("axis middle", LEFT + (i + 0.5) * step, BOTTOM + 18, name);
    }
    shapes.line("base", LEFT, BOTTOM, RIGHT, BOTTOM);
    page.close();
  }

  private static String label(List<Insight> values) {
    String sure =
        values.stream()
            .filter(InsightWords::sure)
            .map(value -> InsightWords.value(value) + ": " + InsightWords.said(value))
            .collect(Collectors.joining("; "));
    return "Shares of the top and of everybody; "
        + (sure.isEmpty() ? "no difference beyond chance" : sure);
  }
}
