package io.github.beamwatch.benchmarks.spark;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import com.linkedin.relevance.isolationforest.IsolationForest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * CSV reader with a schema, one aggregate per user, LinkedIn's isolation forest, and the hundred
 * highest scores. Usage: {@code SparkUserJob INPUT_FOLDER OUTPUT_DIR PARALLELISM eight|all}.
 */
public final class SparkUserJob {

  private static final int TOP = 100;
  private static final int TREES = 100;
  private static final int SAMPLE = 256;
  private static final String SCHEMA =
      "transaction_id LONG, timestamp TIMESTAMP, user_id STRING, amount DOUBLE,"
          + " transaction_type STRING, merchant_id STRING, ip STRING, country STRING";
  private static final List<String> TYPES =
      List.of("purchase", "online", "withdrawal", "transfer", "deposit");

  private SparkUserJob() {}

  public static void main(String[] args) {
    run(args[0], args[1], Integer.parseInt(args[2]), args[3].equals("all"));
  }

  static void run(String input, String output, int parallelism, boolean all) {
    SparkSession spark =
        SparkSession.builder()
            .appName("unusual-users")
            .master("local[" + parallelism + "]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", parallelism)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    try {
      Dataset<Row> rows =
          spark
              .read()
              .schema(SCHEMA)
              .option("header", true)
              .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ssX")
              .csv(input)
              .filter("timestamp IS NOT NULL AND user_id IS NOT NULL AND amount >= 0");
      top(features(rows, all)).write().option("header", true).csv(output);
    } finally {
      spark.stop();
    }
  }

  private static Dataset<Row> features(Dataset<Row> rows, boolean all) {
    Column second = unix_seconds(col("timestamp"));
    Column before = lag("second", 1).over(Window.partitionBy("user_id").orderBy("second"));
    Dataset<Row> times =
        rows.withColumn("second", second)
            .withColumn("night", hour(col("timestamp")).lt(6))
            .withColumn("gap", col("second").minus(before));
    List<Column> aggregates =
        new ArrayList<>(
            List.of(
                sum("amount").as("sum"),
                avg("amount").as("mean"),
                stddev_samp("amount").as("std"),
                max("amount").as("max"),
                max("second").minus(min("second")).divide(count(lit(1)).minus(1)).as("mean_gap"),
                min("gap").cast("double").as("min_gap"),
                avg(col("night").cast("double")).as("night")));
    if (all) {
      aggregates.add(approx_count_distinct("merchant_id").as("merchants"));
      aggregates.add(approx_count_distinct("ip").as("ips"));
      aggregates.add(approx_count_distinct("country").as("countries"));
      for (String type : TYPES) {
        Column is = when(col("transaction_type").equalTo(type), 1.0).otherwise(0.0);
        aggregates.add(avg(is).as(type));
      }
      for (int percent : new int[] {10, 50, 90}) {
        aggregates.add(expr("percentile_approx(amount, 0." + percent + ")").as("p" + percent));
      }
    }
    return times
        .groupBy("user_id")
        .agg(count(lit(1)).as("count"), aggregates.toArray(Column[]::new))
        .na()
        .fill(0.0);
  }

  private static Dataset<Row> top(Dataset<Row> features) {
    String[] names =
        Stream.of(features.columns())
            .filter(name -> !name.equals("user_id"))
            .toArray(String[]::new);
    // Of exactly eight columns this forest splits every tree on the same one first.
    String[] withConstant =
        Stream.concat(Stream.of(names), Stream.of("constant")).toArray(String[]::new);
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(withConstant)
            .setOutputCol("features")
            .transform(features.withColumn("constant", lit(1.0)))
            // It is read twice: to fit, and to score.
            .persist(StorageLevel.MEMORY_AND_DISK());
    IsolationForest forest = new IsolationForest();
    forest.setNumEstimators(TREES);
    forest.setMaxSamples(SAMPLE);
    forest.setContamination(0.0);
    forest.setFeaturesCol("features");
    forest.setScoreCol("score");
    forest.setPredictionCol("anomalous");
    forest.setRandomSeed(1);
    return forest
        .fit(vectors)
        .transform(vectors)
        .orderBy(col("score").desc(), col("user_id"))
        .limit(TOP)
        .select(
            "user_id", Stream.concat(Stream.of("score"), Stream.of(names)).toArray(String[]::new));
  }
}
