package io.github.beamwatch.benchmarks.flink;

import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * File source, data binding, event-time windows and keyed state, in one process. Usage: {@code
 * FlinkAdJob INPUT OUTPUT_DIR PARALLELISM [chained|rebalanced]}.
 *
 * <p>Runs in streaming mode with heap state and object reuse: batch mode, which sorts every event,
 * was slower. Flink reads a text file with one reader; {@code rebalanced} spreads its lines over
 * all parsers, at the price of shipping them, {@code chained} (the default) parses where it reads.
 */
public final class FlinkAdJob {

  private static final Duration MAX_DISORDER = Duration.ofSeconds(30);

  private FlinkAdJob() {}

  public static void main(String[] args) throws Exception {
    boolean rebalanced = args.length > 3 && args[3].equals("rebalanced");
    long badLines = run(args[0], args[1], Integer.parseInt(args[2]), rebalanced);
    System.out.println("bad lines: " + badLines);
  }

  /** Runs to the end of the input; returns how many lines were no events. */
  static long run(String input, String output, int parallelism, boolean rebalanced)
      throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
    environment.getConfig().enableObjectReuse();
    DataStream<String> lines =
        environment.fromSource(
            FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(input)).build(),
            WatermarkStrategy.noWatermarks(),
            "lines");
    DataStream<AdEvent> events =
        (rebalanced ? lines.rebalance() : lines)
            .flatMap(new ParseAdEvents())
            .assignTimestampsAndWatermarks(PlainRulesOnFlink.watermarks(MAX_DISORDER));
    PlainRulesOnFlink.alerts(events)
        .sinkTo(FileSink.forRowFormat(new Path(output), new SimpleStringEncoder<String>()).build());
    JobExecutionResult result = environment.execute("ad-metrics-plain");
    Long badLines = result.getAccumulatorResult(ParseAdEvents.BAD_LINES);
    return Objects.requireNonNull(badLines);
  }
}
