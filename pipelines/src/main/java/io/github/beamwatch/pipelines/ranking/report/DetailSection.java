package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.Shapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each of the most unusual entities with all of its features beside everybody's. */
final class DetailSection {
  /** So many are open from the start, and printed. */
  static final int OPEN = 5;

  private static final int MEDIAN = RankingResult.PERCENTS.indexOf(50);
  private static final int LOW = RankingResult.PERCENTS.indexOf(5);
  private static final int HIGH = RankingResult.PERCENTS.indexOf(95);

  private final Markup page;
  private final Shapes shapes;
  private final RankingResult result;

  DetailSection(Markup page, RankingResult result) {
    this.page = page;
    this.shapes = new Shapes(page);
    this.result = result;
  }

  static String anchor(RankedEntity entity) {
    return "rank-" + entity.rank();
  }

  void write() {
    page.element("h2", "One by one");
    page.element(
        "p",
        "All features of each, those that made it unusual first. The dot shows where it lies among"
            + " everybody, from the lowest at the left to the highest at the right; the thick part"
            + " is the middle half of everybody.");
    for (int i = 0; i < result.top().size(); i++) {
      entity(result.top().get(i), i < OPEN);
    }
    if (result.top().size() > OPEN) {
      page.element(
          "p",
          "In print, only the first %d are shown; the file has all of them.".formatted(OPEN),
          "class",
          "quiet print");
    }
  }

  private void entity(RankedEntity entity, boolean open) {
    if (open) {
      page.open("details", "class", "card whole", "open", "open");
    } else {
      page.open("details", "class", "card later");
    }
    page.open("summary").element("b", Figures.count(entity.rank()) + " · " + entity.entity());
    page.element("span", " · score " + ScoreDrawing.score(entity.score()), "class", "quiet")
        .close();
    page.open("table", "class", "features", "id", anchor(entity)).open("thead").open("tr");
    page.element("th", "Feature", "scope", "col", "class", "left");
    page.element("th", "Value", "scope", "col");
    page.element("th", "Usual", "scope", "col");
    page.element("th", "90 % are within", "scope", "col");
    page.element("th", "Among everybody", "scope", "col", "class", "left");
    page.element("th", "Weight", "scope", "col").close().close().open("tbody");
    Map<String, Reason> reasons = new HashMap<>();
    double all = 0.0;
    for (Reason reason : entity.reasons()) {
      reasons.put(reason.feature(), reason);
      all += reason.contribution();
    }
    for (Reason reason : entity.reasons()) {
      feature(entity, reason.feature(), reason, reason.contribution() / all);
    }
    for (String feature : result.features()) {
      if (!reasons.containsKey(feature)) {
        feature(entity, feature, null, Double.NaN);
      }
    }
    page.close().close().close();
  }

  private void feature(
      RankedEntity entity, String feature, @Nullable Reason reason, double weight) {
    int at = result.features().indexOf(feature);
    double value =
        at >= 0 && at < entity.values().size()
            ? entity.values().get(at)
            : reason == null ? Double.NaN : reason.value();
    List<Double> known = result.percentiles().getOrDefault(feature, List.of());
    double percentile =
        reason == null ? PercentileScale.percentile(known, value) : reason.percentile();
    page.open("tr", "class", reason == null ? "plain" : "sure");
    page.element("th", FeatureWords.name(feature), "scope", "row", "class", "left name");
    page.element("td", Double.isNaN(value) ? "missing" : FeatureWords.value(feature, value));
    boolean complete = known.size() == RankingResult.PERCENTS.size();
    page.element("td", complete ? FeatureWords.value(feature, known.get(MEDIAN)) : Figures.NONE);
    page.element(
        "td",
        complete
            ? FeatureWords.value(feature, known.get(LOW))
                + " to "
                + FeatureWords.value(feature, known.get(HIGH))
            : Figures.NONE);
    page.open("td", "class", "place");
    if (!Double.isNaN(percentile)) {
      place(percentile);
    }
    page.close();
    page.element("td", Double.isNaN(weight) ? "" : Figures.percent(weight)).close();
  }

  private void place(double percentile) {
    shapes.begin(108, 12, "higher than " + ReasonWords.part(percentile) + " of all");
    shapes.line("span", 4, 6, 104, 6);
    shapes.line("half", 29, 6, 79, 6);
    shapes.line("mid", 54, 2, 54, 10);
    page.empty("circle", "class", "dot", "cx", Shapes.point(4 + percentile), "cy", "6", "r", "4");
    page.close();
  }
}
