package io.github.beamwatch.pipelines.backtest;

import static io.github.beamwatch.pipelines.page.Shapes.point;

import io.github.beamwatch.pipelines.backtest.Trace.Level;
import io.github.beamwatch.pipelines.evaluate.LabelledIncident;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.Shapes;
import io.github.beamwatch.pipelines.page.Ticks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws one trace as SVG: incidents behind, then the band, the series, and alerts on top. */
final class TraceDrawing {
  private static final int LEFT = 68;
  private static final int TOP = 12;
  private static final int HEIGHT = 150;
  private static final int RIGHT = LEFT + Trace.COLUMNS;
  private static final int BOTTOM = TOP + HEIGHT;
  private static final double NARROWEST = 3;
  private static final int BAR = 4;

  private final Markup page;
  private final Shapes shapes;
  private final Trace trace;
  private final long longestGap;
  private final double lowest;
  private final double highest;

  /**
   * Draws onto a page.
   *
   * @param longestGap milliseconds without a point after which the line is broken
   */
  TraceDrawing(Markup page, Trace trace, long longestGap) {
    this.page = page;
    this.shapes = new Shapes(page);
    this.trace = trace;
    this.longestGap = longestGap;
    double least = trace.points().least();
    double greatest = trace.points().greatest();
    if (trace.scoreOnly() && trace.history().ladder() != null) {
      double threshold = trace.history().ladder().own();
      least = Math.min(threshold, least);
      greatest = Math.max(threshold, greatest);
    }
    for (Level level : trace.levels()) {
      if (level != null && Double.isFinite(level.expected()) && !trace.scoreOnly()) {
        least = Math.min(least, level.expected());
        greatest = Math.max(greatest, level.expected());
      }
    }
    double room =
        greatest > least ? 0.08 * (greatest - least) : Math.max(1e-9, 0.1 * Math.abs(least));
    lowest = Double.isFinite(least) ? least - room : 0;
    highest = Double.isFinite(greatest) ? greatest + room : 1;
  }

  void draw(String title, List<LabelledIncident> incidents, boolean resolved) {
    shapes.begin(RIGHT + 16, BOTTOM + 26, title);
    for (LabelledIncident incident : incidents) {
      span(
          "incident",
          incident.start().toEpochMilli(),
          incident.end().toEpochMilli(),
          "Labelled incident: %s to %s"
              .formatted(Figures.time(incident.start()), Figures.time(incident.end())));
    }
    axes();
    if (trace.scoreOnly()) {
      threshold();
    } else {
      band();
      line("expected", Level::expected);
    }
    page.empty("path", "class", "value", "d", series());
    for (Trace.Span fired : trace.spans(resolved)) {
      alert(fired);
    }
    page.close();
  }

  private void alert(Trace.Span fired) {
    boolean shadow = trace.history().shadow();
    String kind = shadow ? "shadow" : "alert";
    String said =
        "%s: %s to %s"
            .formatted(
                shadow ? "Would have fired (shadow)" : "Alert",
                Figures.time(Instant.ofEpochMilli(fired.start())),
                Figures.time(Instant.ofEpochMilli(fired.end())));
    span(kind, fired.start(), fired.end(), said);
    double x = x(fired.start());
    page.open("path", "class", kind + "-mark", "d", "M%s %dl-5 -9h10z".formatted(point(x), TOP + 4))
        .element("title", said)
        .close();
  }

  private void span(String kind, long start, long end, String title) {
    if (end < trace.from() || start > trace.to()) {
      return;
    }
    double x = Math.max(LEFT, x(start));
    double width = Math.max(NARROWEST, Math.min(RIGHT, x(end)) - x);
    shapes.rect(kind, x, TOP, width, HEIGHT, title);
    // Where an alert lies on an incident, the bars keep them apart: above and below.
    int bar = kind.equals("incident") ? BOTTOM - BAR : TOP;
    shapes.rect(kind + "-mark", x, bar, width, BAR, "");
  }

  private void axes() {
    Ticks ticks = Ticks.between(lowest, highest);
    for (double tick : ticks.values()) {
      shapes.line("grid", LEFT, y(tick), RIGHT, y(tick));
      shapes.text("axis end", LEFT - 6, y(tick) + 4, ticks.label(tick));
    }
    for (long time : Ticks.times(trace.from(), trace.to())) {
      shapes.line("tick", x(time), BOTTOM, x(time), BOTTOM + 4);
      String label = Ticks.timeLabel(time, trace.to() - trace.from());
      shapes.text("axis middle", x(time), BOTTOM + 18, label);
    }
    shapes.line("base", LEFT, BOTTOM, RIGHT, BOTTOM);
  }

  private void threshold() {
    ThresholdLadder ladder = trace.history().ladder();
    if (ladder != null) {
      shapes.line("limit", LEFT, y(ladder.own()), RIGHT, y(ladder.own()));
    }
  }

  /** A band with two ends is filled; one end alone is a line. */
  private void band() {
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    for (int i = 0; i <= trace.levels().length; i++) {
      @Nullable Level level = i < trace.levels().length ? trace.levels()[i] : null;
      if (level != null && Double.isFinite(level.lower()) && Double.isFinite(level.upper())) {
        String x = point(x(level.time()));
        upper.append(upper.isEmpty() ? "M" : "L").append(x).append(' ').append(y2(level.upper()));
        lower.insert(0, "L" + x + " " + y2(level.lower()));
      } else if (level != null || i == trace.levels().length) {
        if (!upper.isEmpty()) {
          page.empty("path", "class", "band", "d", upper.append(lower).append('Z').toString());
        }
        upper.setLength(0);
        lower.setLength(0);
      }
    }
    line("limit", level -> Double.isFinite(level.upper()) ? Double.NaN : level.lower());
    line("limit", level -> Double.isFinite(level.lower()) ? Double.NaN : level.upper());
  }

  private interface Height {
    double of(Level level);
  }

  private void line(String kind, Height height) {
    StringBuilder path = new StringBuilder();
    boolean broken = true;
    for (@Nullable Level level : trace.levels()) {
      if (level == null) {
        continue;
      }
      double value = height.of(level);
      boolean visible = Double.isFinite(value) && value >= lowest && value <= highest;
      if (visible) {
        path.append(broken ? 'M' : 'L').append(point(x(level.time()))).append(' ');
        path.append(y2(value));
      }
      broken = !visible;
    }
    if (!path.isEmpty()) {
      page.empty("path", "class", kind, "d", path.toString());
    }
  }

  private String series() {
    StringBuilder path = new StringBuilder();
    long[] before = {Long.MIN_VALUE};
    trace
        .points()
        .forEach(
            (time, value) -> {
              boolean gap = before[0] == Long.MIN_VALUE || time - before[0] > longestGap;
              path.append(gap ? 'M' : 'L').append(point(x(time))).append(' ').append(y2(value));
              if (gap) {
                path.append("h0.01"); // a point without neighbours is seen, too
              }
              before[0] = time;
            });
    return path.toString();
  }

  private double x(long time) {
    return LEFT + (double) (time - trace.from()) * Trace.COLUMNS / (trace.to() - trace.from());
  }

  private double y(double value) {
    double inside = Math.max(lowest, Math.min(highest, value));
    return BOTTOM - (inside - lowest) / (highest - lowest) * HEIGHT;
  }

  private String y2(double value) {
    return point(y(value));
  }
}
