package io.github.beamwatch.pipelines.ranking.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingResult.ScoreBin;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.core.training.ModelCard;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RankingPageTest {
  static final String EVIL = "<script>alert(1)</script>\"'&";
  private static final ModelCard CARD =
      new ModelCard("auto", Map.of("threshold", 2.0), 7, 20_000, "ab12", Map.of(), "1.0");

  /** Everything a user can name has a name that would run. */
  static RankingResult evil() {
    return new RankingResult(
        EVIL,
        EVIL,
        EVIL,
        EVIL,
        new ModelCard(EVIL, Map.of(EVIL, 1.0), 7, 20_000, EVIL, Map.of(EVIL, 1.0), EVIL),
        Instant.EPOCH,
        Instant.EPOCH,
        41,
        1,
        3,
        List.of(EVIL, "night_share"),
        Map.of(EVIL, List.of(1.0, 1.0, 2.0, 2.0, 3.0, Double.NaN, Double.POSITIVE_INFINITY)),
        List.of(new ScoreBin(0, 1, 2), new ScoreBin(1, 2, 0), new ScoreBin(2, 3, 1)),
        2.0,
        1,
        List.of(
            new RankedEntity(
                1,
                EVIL,
                2.5,
                List.of(41.0, Double.NaN),
                List.of(new Reason(EVIL, 41.0, 1.5, 99.87, 2.0)),
                Instant.EPOCH,
                Map.of(EVIL, EVIL))),
        List.of(new Insight(EVIL, EVIL, 0.5, 0.0, Double.NaN, Double.NaN)),
        Map.of(EVIL, Double.NaN, "auroc", 0.97123),
        RankingResult.Subject.EVENTS);
  }

  private static RankingResult empty() {
    return new RankingResult(
        "none",
        "",
        "1",
        "2",
        CARD,
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        0,
        0,
        List.of(),
        Map.of(),
        List.of(),
        Double.NaN,
        0,
        List.of(),
        List.of(),
        Map.of(),
        RankingResult.Subject.ENTITIES);
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
  }

  @Test
  void whateverIsNamedIsTextAndNotMarkup() throws Exception {
    String page = RankingPage.of(evil());
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
    Document document = parse(page);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Ranking of " + EVIL);
    assertThat(page).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws Exception {
    Document document = parse(RankingPage.of(SampleRanking.of(500, 10)));
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      assertThat(element.hasAttribute("src")).isFalse();
      assertThat(element.getAttribute("href")).matches("|#rank-\\d+");
    }
    assertThat(document.getElementsByTagName("style").item(0).getTextContent())
        .doesNotContain("url(")
        .doesNotContain("@import");
  }

  @Test
  void itCanBeReadByThoseWhoDoNotSeeIt() throws Exception {
    Document document = parse(RankingPage.of(SampleRanking.of(500, 10)));
    assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    NodeList heads = document.getElementsByTagName("th");
    for (int i = 0; i < heads.getLength(); i++) {
      assertThat(((Element) heads.item(i)).getAttribute("scope")).isIn("col", "row");
    }
    NodeList drawings = document.getElementsByTagName("svg");
    assertThat(drawings.getLength()).isGreaterThan(100);
    for (int i = 0; i < drawings.getLength(); i++) {
      Element drawing = (Element) drawings.item(i);
      assertThat(drawing.getAttribute("aria-label") + drawing.getAttribute("aria-hidden"))
          .isNotBlank();
    }
  }

  @Test
  void withoutEntitiesThePageSaysSo() throws Exception {
    String page = RankingPage.of(empty());
    parse(page);
    assertThat(page).contains("There was nothing to be ranked").doesNotContain("<svg");
  }

  @Test
  void everyTopEntityLinksToItsFeatures() throws Exception {
    RankingResult result = SampleRanking.of(500, 20);
    Document document = parse(RankingPage.of(result));
    NodeList links = document.getElementsByTagName("a");
    assertThat(links.getLength()).isEqualTo(20);
    NodeList tables = document.getElementsByTagName("table");
    for (int i = 0, details = 0; i < tables.getLength(); i++) {
      Element table = (Element) tables.item(i);
      if (table.getAttribute("class").equals("features")) {
        details++;
        assertThat(table.getAttribute("id")).isEqualTo("rank-" + details);
        assertThat(table.getElementsByTagName("tr").getLength())
            .isEqualTo(result.features().size() + 1);
      }
    }
  }

  @Test
  void jsonHasNullWhereThereIsNoNumber() throws Exception {
    JsonNode json = new ObjectMapper().readTree(RankingJson.of(evil()));
    assertThat(json.path("top").path(0).path("entity").asText()).isEqualTo(EVIL);
    assertThat(json.path("top").path(0).path("features").path("night_share").isNull()).isTrue();
    assertThat(json.path("insights").path(0).path("lift").isNull()).isTrue();
    assertThat(json.path("features").path(0).path("percentiles").path("99").isNull()).isTrue();
    assertThat(json.path("evaluation").path("auroc").doubleValue()).isEqualTo(0.97123);
    assertThat(new ObjectMapper().readTree(RankingJson.of(empty())).path("threshold").isNull())
        .isTrue();
  }
}
