package io.github.beamwatch.benchmarks.flink;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** JSON lines to events; what is no event is counted. */
final class ParseAdEvents extends RichFlatMapFunction<String, AdEvent> {
  private static final long serialVersionUID = 1;

  static final String BAD_LINES = "bad-lines";

  private final AdEventReader reader = new AdEventReader();
  private transient LongCounter badLines;

  @Override
  public void open(OpenContext context) {
    badLines = new LongCounter();
    getRuntimeContext().addAccumulator(BAD_LINES, badLines);
  }

  @Override
  public void flatMap(String line, Collector<AdEvent> events) {
    AdEvent event = reader.read(line);
    if (event == null) {
      badLines.add(1);
    } else {
      events.collect(event);
    }
  }
}
