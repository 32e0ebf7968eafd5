package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.ProfilePlan;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.Shapes;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the top has in common: the surest differences in words, then a chart for each dimension. */
final class InsightSection {
  private static final int MOST_SENTENCES = 6;
  private static final int MOST_VALUES = 12;

  private final Markup page;
  private final Shapes shapes;
  private final RankingResult result;

  InsightSection(Markup page, RankingResult result) {
    this.page = page;
    this.shapes = new Shapes(page);
    this.result = result;
  }

  void write() {
    page.element("h2", "What the top have in common");
    List<Insight> sure =
        result.insights().stream().filter(InsightWords::sure).limit(MOST_SENTENCES).toList();
    if (sure.isEmpty()) {
      page.element(
          "p", "Nothing that was looked at sets the top apart from everybody by more than chance.");
    } else {
      page.open("ul", "class", "findings");
      for (Insight insight : sure) {
        page.open("li").element("b", capital(InsightWords.name(insight)));
        page.text(" – " + InsightWords.said(insight) + ".").close();
      }
      page.close();
    }
    legend();
    byDimension().forEach(this::dimension);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Times first, then the dimensions with the surest differences. */
  private Map<String, List<Insight>> byDimension() {
    Map<String, List<Insight>> byDimension = new LinkedHashMap<>();
    byDimension.put(ProfilePlan.HOUR, new ArrayList<>());
    byDimension.put(ProfilePlan.WEEKDAY, new ArrayList<>());
    for (Insight insight : result.insights()) {
      byDimension.computeIfAbsent(insight.dimension(), name -> new ArrayList<>()).add(insight);
    }
    byDimension.values().removeIf(List::isEmpty);
    return byDimension;
  }

  private void dimension(String name, List<Insight> insights) {
    page.open("section", "class", "card whole").element("h3", capital(InsightWords.heading(name)));
    switch (name) {
      case ProfilePlan.HOUR ->
          new ColumnDrawing(page)
              .draw(sorted(insights, Comparator.comparingInt(i -> Integer.parseInt(i.value()))));
      case ProfilePlan.WEEKDAY ->
          new ColumnDrawing(page)
              .draw(sorted(insights, Comparator.comparingInt(i -> weekday(i.value()))));
      default -> rows(insights);
    }
    page.close();
  }

  private static List<Insight> sorted(List<Insight> insights, Comparator<Insight> order) {
    return insights.stream().sorted(order).toList();
  }

  private static int weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)).ordinal();
  }

  private void rows(List<Insight> insights) {
    List<Insight> shown = insights.stream().limit(MOST_VALUES).toList();
    double widest =
        shown.stream()
            .mapToDouble(i -> Math.max(i.topShare(), i.populationShare()))
            .max()
            .orElse(1.0);
    page.open("table", "class", "values").open("thead").open("tr");
    page.element("th", "Value", "scope", "col", "class", "left");
    page.element("th", "Share", "scope", "col", "class", "left");
    for (String head : List.of("Top", "Everybody", "Lift", "By chance")) {
      page.element("th", head, "scope", "col");
    }
    page.close().close().open("tbody");
    for (Insight insight : shown) {
      page.open("tr", "class", InsightWords.sure(insight) ? "sure" : "unsure");
      page.element("th", InsightWords.value(insight), "scope", "row", "class", "left name");
      page.open("td", "class", "bars");
      shapes.begin(320, 22, InsightWords.said(insight));
      double scale = 318 / Math.max(widest, 1e-9);
      String kind = InsightWords.sure(insight) ? "bar top sure" : "bar top";
      shapes.rect(kind, 1, 1, Math.max(0.5, scale * insight.topShare()), 10, "");
      shapes.rect("bar all", 1, 12, Math.max(0.5, scale * insight.populationShare()), 8, "");
      page.close().close();
      page.element("td", Figures.percent(insight.topShare()));
      page.element("td", Figures.percent(insight.populationShare()));
      page.element("td", InsightWords.times(insight.lift()).replace(" times as much", " ×"));
      page.element("td", InsightWords.chance(insight.pValue())).close();
    }
    page.close().close();
    if (insights.size() > shown.size()) {
      page.element(
          "p",
          "… and %,d more, in report.json".formatted(insights.size() - shown.size()),
          "class",
          "quiet");
    }
  }

  private void legend() {
    page.open("div", "class", "legend");
    key("bar top sure", "share of the top, another than everybody's by more than chance");
    key("bar top", "share of the top, perhaps by chance");
    key("bar all", "share of everybody");
    page.close();
  }

  private void key(String kind, String meaning) {
    page.open("span").open("svg", "viewBox", "0 0 26 14", "aria-hidden", "true");
    shapes.rect(kind, 1, 2, 24, 10, "");
    page.close().text(meaning).close();
  }
}
