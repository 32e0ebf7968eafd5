package io.github.beamwatch.benchmarks.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.window;

import io.github.beamwatch.benchmarks.reference.SeriesState;
import io.github.beamwatch.benchmarks.reference.WindowTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * JSON reader with a schema, window aggregate, and a fold over the windows of each series. Usage:
 * {@code SparkAdJob INPUT OUTPUT_DIR PARALLELISM}.
 */
public final class SparkAdJob {

  private static final String SCHEMA =
      "event_type STRING, event_time TIMESTAMP, country STRING, ad_format STRING, revenue DOUBLE";

  private SparkAdJob() {}

  public static void main(String[] args) {
    run(args[0], args[1], Integer.parseInt(args[2]));
  }

  static void run(String input, String output, int parallelism) {
    SparkSession spark =
        SparkSession.builder()
            .appName("ad-metrics-plain")
            .master("local[" + parallelism + "]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", parallelism)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    try {
      alerts(windows(spark.read().schema(SCHEMA).json(input))).write().text(output);
    } finally {
      spark.stop();
    }
  }

  private static Dataset<Row> windows(Dataset<Row> events) {
    Column revenue = col("revenue");
    return events
        .filter(
            col("event_type")
                .isNotNull()
                .and(col("event_time").isNotNull())
                .and(col("country").isNotNull())
                .and(col("ad_format").isNotNull())
                .and(revenue.geq(0))
                .and(revenue.isNaN().unary_$bang()))
        .groupBy(col("country"), col("ad_format"), window(col("event_time"), "1 minute"))
        .agg(
            count(when(col("event_type").equalTo("impression"), true)).as("impressions"),
            count(when(col("event_type").equalTo("click"), true)).as("clicks"),
            sum(revenue).as("revenue"))
        .select(
            col("country"),
            col("ad_format"),
            expr("unix_millis(window.end)").as("end_millis"),
            col("impressions"),
            col("clicks"),
            col("revenue"));
  }

  private static Dataset<String> alerts(Dataset<Row> windows) {
    MapFunction<Row, String> series = row -> row.getString(0) + "/" + row.getString(1);
    FlatMapGroupsFunction<String, Row, String> judge = (key, rows) -> judge(rows);
    return windows.groupByKey(series, Encoders.STRING()).flatMapGroups(judge, Encoders.STRING());
  }

  private static Iterator<String> judge(Iterator<Row> rows) {
    List<WindowTotals> windows = new ArrayList<>();
    rows.forEachRemaining(row -> windows.add(totals(row)));
    windows.sort(Comparator.comparingLong(window -> window.endMillis));
    SeriesState state = new SeriesState();
    List<String> alerts = new ArrayList<>();
    windows.forEach(window -> state.judge(window, alerts::add));
    return alerts.iterator();
  }

  private static WindowTotals totals(Row row) {
    WindowTotals totals = new WindowTotals();
    totals.country = row.getString(0);
    totals.adFormat = row.getString(1);
    totals.endMillis = row.getLong(2);
    totals.impressions = row.getLong(3);
    totals.clicks = row.getLong(4);
    totals.revenue = row.getDouble(5);
    return totals;
  }
}
