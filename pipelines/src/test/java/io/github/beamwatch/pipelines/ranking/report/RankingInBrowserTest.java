package io.github.beamwatch.pipelines.ranking.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.beamwatch.fixtures.browser.HeadlessChromium;
import io.github.beamwatch.fixtures.browser.OpenPage;
import io.github.beamwatch.pipelines.page.BrowserChecks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class RankingInBrowserTest {
  private static final int TOP = 100;

  @TempDir static Path folder = Path.of("");
  private static @Nullable HeadlessChromium browser;

  @BeforeAll
  static void start() {
    assumeTrue(HeadlessChromium.program().isPresent(), "there is no chromium on the PATH");
    browser = HeadlessChromium.start(HeadlessChromium.program().get(), folder);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static OpenPage open(String name, String html) throws IOException {
    Path file = Files.writeString(folder.resolve(name), html);
    return requireNonNull(browser).open(file);
  }

  @Test
  void everyChartIsDrawnAndNothingElseIsAskedFor() throws IOException {
    OpenPage page = open("report.html", RankingPage.of(SampleRanking.of(3000, TOP)));
    // Scores, hours, weekdays, the legend, a bar for each value, and a scale for each feature.
    assertThat(BrowserChecks.drawn(page)).isGreaterThan(TOP * 15);
    BrowserChecks.fits(page);
    BrowserChecks.quiet(page);
  }

  @Test
  void aLinkInTheTableOpensWhatWasFolded() throws IOException {
    OpenPage page = open("links.html", RankingPage.of(SampleRanking.of(500, 20)));
    String shown = "document.querySelector('#rank-20').closest('details').open";
    assertThat(page.evaluate(shown).asBoolean()).isFalse();
    page.evaluate("document.querySelector('a[href=\"#rank-20\"]').click()");
    assertThat(page.evaluate(shown).asBoolean()).isTrue();
  }

  @Test
  void onPaperItIsAFewSheets() throws IOException {
    OpenPage page = open("paper.html", RankingPage.of(SampleRanking.of(3000, TOP)));
    byte[] pdf = page.pdf();
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(BrowserChecks.sheets(pdf)).isBetween(8L, 18L);
  }

  @Test
  void namesThatWouldRunDoNot() throws IOException {
    OpenPage page = open("evil.html", RankingPage.of(RankingPageTest.evil()));
    assertThat(page.evaluate("document.scripts.length").asInt()).isZero();
    assertThat(page.evaluate("document.querySelector('h1').textContent").asText())
        .isEqualTo("Ranking of " + RankingPageTest.EVIL);
    BrowserChecks.drawn(page);
    BrowserChecks.quiet(page);
  }

  @Test
  void whatIsWrongIsNoticed() throws IOException {
    OpenPage page =
        open(
            "wrong.html",
            "<!DOCTYPE html><svg></svg><img src='http://127.0.0.1:9/x.png'>"
                + "<script>console.error('no')</script>");
    assertThat(page.complaints()).isNotEmpty();
    assertThat(page.requests()).containsExactly("http://127.0.0.1:9/x.png");
    assertThatThrownBy(() -> BrowserChecks.drawn(page)).isInstanceOf(AssertionError.class);
  }
}
