package io.github.beamwatch.benchmarks.flink;

import io.github.beamwatch.benchmarks.reference.WindowTotals;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.time.Time;

/** Event-time windows and keyed state: what the file job and the Kafka job have in common. */
final class PlainRulesOnFlink {

  private PlainRulesOnFlink() {}

  static WatermarkStrategy<AdEvent> watermarks(Duration maxDisorder) {
    return WatermarkStrategy.<AdEvent>forBoundedOutOfOrderness(maxDisorder)
        .withTimestampAssigner((event, previous) -> event.timeMillis);
  }

  /** The alerts, as JSON, of events that carry their timestamps. */
  static DataStream<String> alerts(DataStream<AdEvent> events) {
    TypeInformation<Tuple2<String, String>> series = TypeInformation.of(new TypeHint<>() {});
    return events
        .keyBy(event -> Tuple2.of(event.country, event.adFormat), series)
        .window(TumblingEventTimeWindows.of(Time.minutes(1)))
        .aggregate(new SumWindow(), new NameWindow())
        .keyBy((WindowTotals window) -> Tuple2.of(window.country, window.adFormat), series)
        .process(new JudgeSeries());
  }
}
