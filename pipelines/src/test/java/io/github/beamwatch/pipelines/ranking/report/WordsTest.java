package io.github.beamwatch.pipelines.ranking.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.ranking.Insight;
import io.github.beamwatch.core.ranking.Reason;
import io.github.beamwatch.pipelines.page.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  @ParameterizedTest
  @CsvSource({
    "count, number of events",
    "night_share, share at night",
    "gap_min, shortest time between events",
    "distinct_merchant_id, different merchant id values",
    "share_online, share of online",
    "amount_sum, sum of amount",
    "amount_p50, median amount",
    "paid_out_p90, 'paid out, 90th percentile'",
    "amount_p11, 'amount, 11th percentile'",
    "amount_p1, 'amount, 1st percentile'",
    "something_else, something else",
  })
  void featuresHaveNames(String feature, String name) {
    assertThat(FeatureWords.name(feature)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "count, 41, 99.87, 2, '41; usual 2, more than 99.8 % of all'",
    "count, 41, 100, 2, '41; usual 2, more than 99.9 % of all'",
    "night_share, 0.85, 98.9, 0.04, '85 %; usual 4 %, more than 98 % of all'",
    "gap_mean, 30, 1.5, 7200, '30 s; usual 2 h, less than 98 % of all'",
    "amount_sum, 30, 99, NaN, '30, more than 99 % of all'",
    "amount_sum, 30, 60, 29, '30; usual 29: ordinary alone, odd beside the others'",
    "amount_sum, 30, NaN, NaN, 30",
    "amount_std, NaN, NaN, 29, missing",
  })
  void reasonsSayWhatIsUsual(
      String feature, double value, double percentile, double median, String said) {
    Reason reason = new Reason(feature, value, 1.0, percentile, median);
    assertThat(plain(ReasonWords.of(reason))).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "1, 100 %",
    "0.5, 50 %",
    "0.044, 4.4 %",
    "0.04, 4 %",
    "0.0012, 0.12 %",
    "0.00012, 0.012 %",
    "0.000001, below 0.001 %",
    "0.9994, 99.94 %",
    "0.9999999, above 99.999 %",
    "NaN, –",
    "12.5, '1,250 %'",
  })
  void percentKeepsTheDigitsThatMatter(double share, String said) {
    assertThat(plain(Figures.percent(share))).isEqualTo(said);
  }

  @Test
  void insightsSayHowManyTimes() {
    Insight night = new Insight("hour", "3", 0.22, 0.02, 11.0, 0.00001);
    assertThat(InsightWords.name(night)).isEqualTo("03:00–04:00 UTC");
    assertThat(plain(InsightWords.said(night)))
        .isEqualTo("22 % of the top, 2 % of everybody: 11 times as much");
    assertThat(InsightWords.chance(night.pValue())).isEqualTo("below 0.0001");
    Insight country = new Insight("home_country", "DE", 0.0, 0.02, 0.0, 0.5);
    assertThat(InsightWords.name(country)).isEqualTo("home country DE");
    assertThat(InsightWords.times(country.lift())).isEqualTo("not at all");
    assertThat(InsightWords.times(Double.NaN)).isEqualTo(Figures.NONE);
  }

  @Test
  void percentilesAreGuessedBetweenThoseThatAreKnown() {
    List<Double> known = List.of(0.0, 0.0, 0.0, 10.0, 20.0, 40.0, 80.0);
    assertThat(PercentileScale.percentile(known, -1)).isEqualTo(0.5);
    assertThat(PercentileScale.percentile(known, 0)).isEqualTo(13.0);
    assertThat(PercentileScale.percentile(known, 5)).isEqualTo(37.5);
    assertThat(PercentileScale.percentile(known, 30)).isEqualTo(85.0, within(1e-9));
    assertThat(PercentileScale.percentile(known, 80)).isEqualTo(99.0);
    assertThat(PercentileScale.percentile(known, 90)).isEqualTo(99.5);
    assertThat(PercentileScale.percentile(known, Double.NaN)).isNaN();
    assertThat(PercentileScale.percentile(List.of(), 1)).isNaN();
  }
}
