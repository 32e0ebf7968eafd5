package io.github.beamwatch.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.expression.MetricShape.Count;
import io.github.beamwatch.core.expression.MetricShape.Mean;
import io.github.beamwatch.core.expression.MetricShape.Other;
import io.github.beamwatch.core.expression.MetricShape.RatioOfCounts;
import io.github.beamwatch.core.expression.MetricShape.RatioOfSumToCount;
import io.github.beamwatch.core.expression.MetricShape.Sum;
import io.github.beamwatch.core.series.MeasureValue;
import io.github.beamwatch.core.series.MetricPoint;
import io.github.beamwatch.core.series.SeriesKey;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricCatalogTest {

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of("impressions", new Count(0, 1.0)),
        Arguments.of("2.0 * impressions", new Count(0, 2.0)),
        Arguments.of("-impressions", new Count(0, -1.0)),
        Arguments.of("100.0 * clicks / impressions", new RatioOfCounts(1, 0, 100.0)),
        Arguments.of("clicks / impressions * 100.0", new RatioOfCounts(1, 0, 100.0)),
        Arguments.of("100.0 * (clicks / impressions)", new RatioOfCounts(1, 0, 100.0)),
        Arguments.of("clicks / (impressions / 100.0)", new RatioOfCounts(1, 0, 100.0)),
        Arguments.of("double(100) * clicks / impressions", new RatioOfCounts(1, 0, 100.0)),
        Arguments.of(
            "impressions > 0.0 ? 100.0 * clicks / impressions : 0.0",
            new RatioOfCounts(1, 0, 100.0)),
        Arguments.of(
            "impressions == 0.0 ? 0.0 : 100.0 * clicks / impressions",
            new RatioOfCounts(1, 0, 100.0)),
        Arguments.of(
            "0.0 < impressions ? 100.0 * clicks / impressions : 0.0",
            new RatioOfCounts(1, 0, 100.0)),
        Arguments.of("1000.0 * revenue / impressions", new RatioOfSumToCount(2, 0, 1000.0)),
        Arguments.of("revenue / 2.0", new Sum(2, 0.5)),
        Arguments.of("latency", new Mean(3, 1.0)),
        Arguments.of("slowest", new Other()),
        Arguments.of("latency / impressions", new Other()),
        Arguments.of("impressions / revenue", new Other()),
        Arguments.of("clicks / clicks", new Other()),
        Arguments.of("1.0 - clicks / impressions", new Other()),
        Arguments.of("clicks * clicks / impressions", new Other()),
        Arguments.of("0.0 * clicks", new Other()),
        Arguments.of("7.0", new Other()),
        Arguments.of("clicks > 0.0 ? clicks / impressions : 0.0", new Other()),
        Arguments.of("impressions > 0.0 ? clicks / impressions : revenue", new Other()));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("shapes")
  void knowsWhatAMetricIsMadeOf(String expression, MetricShape expected) {
    MetricCatalog catalog = MetricCatalog.of(spec(Map.of("m", expression)));
    assertThat(catalog.shape(0)).isEqualTo(expected);
  }

  @Test
  void listsMetricsBeforeMeasures() {
    Map<String, String> metrics = new LinkedHashMap<>();
    metrics.put("ctr", "100.0 * clicks / impressions");
    metrics.put("clicks", "clicks * 2.0"); // hides the measure
    MetricCatalog catalog = MetricCatalog.of(spec(metrics));

    assertThat(catalog.names())
        .containsExactly("ctr", "clicks", "impressions", "clicks", "revenue", "latency", "slowest");
    assertThat(catalog.indexOf("clicks")).hasValue(1);
    assertThat(catalog.indexOf("slowest")).hasValue(6);
    assertThat(catalog.indexOf("nothing")).isEmpty();
  }

  @Test
  void findsValuesInAPoint() {
    MetricCatalog catalog = MetricCatalog.of(spec(Map.of("ctr", "100.0 * clicks / impressions")));
    List<MeasureValue> measures =
        List.of(
            MeasureValue.of(200, 200),
            MeasureValue.of(5, 5),
            MeasureValue.of(8, 200),
            MeasureValue.of(Double.NaN, 0),
            MeasureValue.of(Double.NaN, 0));
    MetricPoint point =
        new MetricPoint(SeriesKey.of(), 0, 60_000, 205, measures, catalog.evaluate(measures));

    assertThat(point.metrics()).containsExactly(2.5);
    assertThat(catalog.value(point, 0)).isEqualTo(2.5);
    assertThat(catalog.value(point, 1)).isEqualTo(200);
    assertThat(catalog.value(point, 4)).isNaN();
  }

  @Test
  void anotherDefinitionIsAnotherMetric() {
    String percent = definition("100.0 * clicks / impressions", "click");
    assertThat(definition("100.0 * clicks / impressions", "click")).isEqualTo(percent);
    assertThat(definition("clicks / impressions", "click")).isNotEqualTo(percent);
    assertThat(definition("100.0 * clicks / impressions", "tap")).isNotEqualTo(percent);
  }

  private static String definition(String expression, String click) {
    return MetricCatalog.of(spec(Map.of("m", expression), click)).definition(0);
  }

  private static MeasureSpec spec(Map<String, String> metrics) {
    return spec(metrics, "click");
  }

  private static MeasureSpec spec(Map<String, String> metrics, String click) {
    Map<String, AggregateSpec> measures = new LinkedHashMap<>();
    measures.put("impressions", count("impression"));
    measures.put("clicks", count(click));
    measures.put("revenue", new AggregateSpec(null, "revenue", null, null, null, null, null));
    measures.put("latency", new AggregateSpec(null, null, null, null, "millis", null, null));
    measures.put("slowest", new AggregateSpec(null, null, null, "millis", null, null, null));
    return new MeasureSpec(List.of(), Duration.ofMinutes(1), null, measures, metrics, null);
  }

  private static AggregateSpec count(String type) {
    return new AggregateSpec(Map.of("event_type", type), null, null, null, null, null, null);
  }
}
