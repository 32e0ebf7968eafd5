package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.training.ModelCard;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured against labels, the model's card, and how the features are spread. */
final class ModelSection {
  private final Markup page;
  private final RankingResult result;

  ModelSection(Markup page, RankingResult result) {
    this.page = page;
    this.result = result;
  }

  void evaluation() {
    if (result.evaluation().isEmpty()) {
      return;
    }
    page.element("h2", "How right it was");
    page.element(
        "p",
        result.subject() == RankingResult.Subject.EVENTS
            ? "Measured against the labels that are known by now. Whatever the model learned from"
                + " these same events makes it look better than it is."
            : "Measured against entities whose label is known. The labels were not told to the"
                + " model.");
    facts(
        result.evaluation().entrySet().stream()
            .collect(
                Collectors.toMap(
                    measure -> MeasureWords.of(measure.getKey()),
                    measure -> MeasureWords.value(measure.getKey(), measure.getValue()),
                    (one, other) -> one,
                    TreeMap::new)));
  }

  void card() {
    ModelCard card = result.model();
    page.element("h2", "The model");
    page.open("div", "class", "card whole").open("table", "class", "facts").open("tbody");
    fact("Kind", card.model());
    fact(
        "Parameters that were set",
        card.parameters().isEmpty()
            ? "none: all have their defaults"
            : card.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + Figures.number(entry.getValue()))
                .collect(Collectors.joining(", ")));
    fact("Seed", Long.toString(card.seed()));
    fact("Trained on", Figures.count(card.rows()) + " " + result.subject().word());
    fact("Fingerprint of these", card.fingerprint());
    card.metrics()
        .forEach(
            (name, value) ->
                fact("When trained: " + MeasureWords.of(name), MeasureWords.value(name, value)));
    fact("Threshold", Figures.number(result.threshold()));
    fact("Version of the model", result.modelVersion());
    fact("Version of the spec", result.specVersion());
    fact("Trained by", "Beamwatch " + card.createdBy());
    page.close().close().close();
  }

  private void facts(Map<String, String> facts) {
    page.open("div", "class", "card whole").open("table", "class", "facts").open("tbody");
    facts.forEach(this::fact);
    page.close().close().close();
  }

  private void fact(String name, String value) {
    page.open("tr").element("th", name, "scope", "row", "class", "left");
    page.element("td", value, "class", "left wide name").close();
  }

  void features() {
    page.element("h2", "The features of everybody");
    page.element(
        "p", "What the model looks at. Half of everybody lies between the columns 25 % and 75 %.");
    page.open("div", "class", "card").open("table").open("thead").open("tr");
    page.element("th", "Feature", "scope", "col", "class", "left");
    RankingResult.PERCENTS.forEach(percent -> page.element("th", percent + " %", "scope", "col"));
    page.close().close().open("tbody");
    for (String feature : result.features()) {
      page.open("tr");
      page.element("th", FeatureWords.name(feature), "scope", "row", "class", "left name");
      List<Double> values = result.percentiles().getOrDefault(feature, List.of());
      for (int i = 0; i < RankingResult.PERCENTS.size(); i++) {
        page.element(
            "td", i < values.size() ? FeatureWords.value(feature, values.get(i)) : Figures.NONE);
      }
      page.close();
    }
    page.close().close().close();
  }
}
