package io.github.beamwatch.benchmarks.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** JSON lines to events; what is no event is counted. */
final class ParseAdEvents extends RichFlatMapFunction<String, AdEvent> {
  private static final long serialVersionUID = 1;

  static final String BAD_LINES = "bad-lines";

  private transient ObjectReader reader;
  private transient LongCounter badLines;

  @Override
  public void open(OpenContext context) {
    reader =
        JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build()
            .readerFor(AdEvent.class);
    badLines = new LongCounter();
    getRuntimeContext().addAccumulator(BAD_LINES, badLines);
  }

  @Override
  public void flatMap(String line, Collector<AdEvent> events) {
    AdEvent event;
    try {
      event = reader.readValue(line);
    } catch (JsonProcessingException e) {
      badLines.add(1);
      return;
    }
    if (event == null || !event.complete()) {
      badLines.add(1);
      return;
    }
    events.collect(event);
  }
}
