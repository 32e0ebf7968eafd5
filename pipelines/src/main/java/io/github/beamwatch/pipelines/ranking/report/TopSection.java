package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import java.util.List;
import java.util.stream.Collectors;

/** The most unusual entities as a table, each with its main reasons. */
final class TopSection {
  private static final int MOST_REASONS = 3;

  private final Markup page;
  private final RankingResult result;

  TopSection(Markup page, RankingResult result) {
    this.page = page;
    this.result = result;
  }

  void write() {
    boolean events = result.subject() == RankingResult.Subject.EVENTS;
    page.element("h2", "The %s most unusual".formatted(Figures.count(result.top().size())));
    page.element(
        "p",
        "The strongest reason first. “Usual” is the median of everybody: half have less, half have"
            + " more.");
    page.open("div", "class", "card").open("table", "class", "top").open("thead").open("tr");
    page.element("th", "Rank", "scope", "col");
    page.element("th", events ? "Event" : "Entity", "scope", "col", "class", "left");
    page.element("th", "Score", "scope", "col");
    page.element("th", "Main reasons", "scope", "col", "class", "left").close().close();
    page.open("tbody");
    for (RankedEntity entity : result.top()) {
      page.open("tr").element("td", Figures.count(entity.rank()));
      page.open("th", "scope", "row", "class", "left name");
      page.element("a", entity.entity(), "href", "#" + DetailSection.anchor(entity));
      if (events) {
        page.element("span", " " + details(entity), "class", "quiet");
      }
      page.close();
      page.element("td", ScoreDrawing.score(entity.score()));
      page.open("td", "class", "left wide").open("ol");
      reasons(entity.reasons());
      page.close().close().close();
    }
    page.close().close().close();
  }

  /** When it was, and what else is known of it. */
  private static String details(RankedEntity event) {
    return Figures.time(event.time())
        + event.details().entrySet().stream()
            .map(detail -> " · " + FeatureWords.name(detail.getKey()) + " " + detail.getValue())
            .collect(Collectors.joining());
  }

  private void reasons(List<Reason> reasons) {
    for (Reason reason : reasons.stream().limit(MOST_REASONS).toList()) {
      page.open("li").element("b", FeatureWords.name(reason.feature()));
      page.text(": " + ReasonWords.of(reason)).close();
    }
  }
}
