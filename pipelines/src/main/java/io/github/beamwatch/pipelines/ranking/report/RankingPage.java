package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.pipelines.page.Figures;
import io.github.beamwatch.pipelines.page.Markup;
import io.github.beamwatch.pipelines.page.WebPage;

/** A ranking as one HTML page that needs nothing else: no script, no font, no network. */
public final class RankingPage {
  private final RankingResult result;
  private final Markup page;

  private RankingPage(RankingResult result) {
    this.result = result;
    page = WebPage.begin(title(result), RankingPage.class, "ranking.css");
  }

  /** The page of a result. */
  public static String of(RankingResult result) {
    return new RankingPage(result).write();
  }

  private static String title(RankingResult result) {
    return "Ranking of " + result.name();
  }

  private String write() {
    page.element("h1", title(result));
    head();
    tiles();
    account();
    if (result.entities() > 0) {
      scores();
    }
    if (!result.insights().isEmpty()) {
      new InsightSection(page, result).write();
    }
    if (!result.top().isEmpty()) {
      new TopSection(page, result).write();
      new DetailSection(page, result).write();
    }
    ModelSection model = new ModelSection(page, result);
    model.evaluation();
    model.card();
    model.features();
    howToRead();
    return WebPage.end(page);
  }

  private void head() {
    page.element(
        "p",
        "%s to %s UTC · model %s, version %s"
            .formatted(
                Figures.time(result.from()),
                Figures.time(result.until()),
                result.model().model(),
                result.modelVersion()),
        "class",
        "quiet");
    if (!result.description().isEmpty()) {
      page.element("p", result.description(), "class", "lead");
    }
    page.element(
        "p",
        result.entities() == 0
            ? "There was nothing to be ranked: no record could be used."
            : ("Each of %s %s got a score that says how unlike the others it %s. Below are the %s"
                    + " with the highest scores, and what is unusual about each. A high score is a"
                    + " reason to look; it does not say that something is wrong.")
                .formatted(
                    Figures.count(result.entities()),
                    result.subject().word(),
                    ofEvents() ? "is" : "behaves",
                    Figures.count(result.top().size())),
        "class",
        "lead");
  }

  private void tiles() {
    page.open("div", "class", "tiles");
    tile(Figures.count(result.entities()), result.subject().word() + " ranked");
    if (!ofEvents()) {
      tile(Figures.count(result.events()), "events used");
    }
    tile(
        Figures.count(result.anomalies()),
        "called anomalies"
            + (result.entities() > 0
                ? ": " + Figures.percent((double) result.anomalies() / result.entities())
                : ""));
    Double auroc = result.evaluation().get("auroc");
    if (auroc != null && Double.isFinite(auroc)) {
      tile(Figures.number(Math.round(1000 * auroc) / 1000.0), "AUROC against labels; 1 is perfect");
    }
    tile(Figures.count(result.deadLetters()), "records that could not be used");
    page.close();
  }

  private void tile(String number, String meaning) {
    page.open("div", "class", "tile").element("b", number).element("span", meaning).close();
  }

  private boolean ofEvents() {
    return result.subject() == RankingResult.Subject.EVENTS;
  }

  private void account() {
    if (ofEvents()) {
      page.element(
          "p",
          "%s records could not be used; these lie in the dead letters, each with its reason."
              .formatted(Figures.count(result.deadLetters())),
          "class",
          "quiet");
      return;
    }
    long read = result.events() + result.deadLetters();
    page.element(
        "p",
        "Of %s records that were read, %s were used and %s (%s) could not be; these lie in the dead letters, each with its reason."
            .formatted(
                Figures.count(read),
                Figures.count(result.events()),
                Figures.count(result.deadLetters()),
                Figures.percent(read == 0 ? 0.0 : (double) result.deadLetters() / read)),
        "class",
        "quiet");
  }

  private void scores() {
    page.element("h2", "How the scores are spread");
    page.element(
        "p",
        "Most are usual and lie at the left. Each step upwards is ten times as many %s, so that the"
                .formatted(result.subject().word())
            + " few at the right are seen.");
    page.open("div", "class", "card whole");
    new ScoreDrawing(page, result).draw();
    page.close();
  }

  private void howToRead() {
    page.element("h2", "How to read this");
    page.element(
        "p",
        ofEvents()
            ? "The features of an event are its own, and what was known of its entities when it"
                + " came. The model learned which combinations of them are bad, where it had"
                + " labels, or else which are usual. A model that learned from events that are"
                + " ranked here looks better on them than it is."
            : "The features of an entity are counted from its events. The model learned from many"
                + " entities which combinations of features are usual, and gives a high score to"
                + " those that are not. It knows nothing of good and bad.");
    page.element(
        "p",
        "A reason is a feature that raised the score. Its weight is its part of all reasons that"
            + " are given. “More than 99.8 % of all” counts those with an equal value half. A"
            + " feature can be ordinary alone and still be a reason, where it does not go together"
            + " with the others.");
    page.element(
        "p",
        (ofEvents()
                ? "What the top have in common is compared event by event."
                : "What the top have in common is compared by entities, each counting once however"
                    + " many events it has.")
            + " Lift is the top's share divided by everybody's. “By chance” is how probable a"
            + " difference so large would be somewhere among all values that were looked at, if the"
            + " top were picked at random; from %s on it may well be chance."
                .formatted(Figures.number(InsightWords.SURE)));
  }
}
