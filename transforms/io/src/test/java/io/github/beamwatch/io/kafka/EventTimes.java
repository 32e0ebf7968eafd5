package io.github.beamwatch.io.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are their event time in digits, and nothing else. */
final class EventTimes {

  static final long BASE = Instant.parse("2025-03-01T12:00:00Z").toEpochMilli();
  static final EventTimeReader READER = new DigitsReader();

  private EventTimes() {}

  /** One record a millisecond. */
  static List<Long> steady(long from, int count) {
    return LongStream.range(0, count).map(i -> from + i).boxed().toList();
  }

  /** A record each 100 ms, in the order of delays of up to the default disorder. */
  static List<Long> disordered(int count, long seed) {
    Random random = new Random(seed);
    Map<Long, Long> arrival =
        LongStream.range(0, count)
            .mapToObj(i -> BASE + i * 100)
            .collect(Collectors.toMap(t -> t, t -> t + random.nextLong(20_000)));
    return arrival.keySet().stream().sorted(Comparator.comparing(arrival::get)).toList();
  }

  static void produce(KafkaBroker broker, String topic, int partition, List<Long> times) {
    broker.produce(
        times.stream()
            .map(t -> new ProducerRecord<byte[], byte[]>(topic, partition, null, null, record(t)))
            .toList());
  }

  static byte[] record(long eventTime) {
    return Long.toString(eventTime).getBytes(UTF_8);
  }

  static long of(byte[] record) {
    return READER.eventTimeMillis(record);
  }

  private static final class DigitsReader implements EventTimeReader {
    private static final long serialVersionUID = 1L;

    @Override
    public long eventTimeMillis(byte[] record) {
      String text = new String(record, UTF_8);
      return text.matches("\\d+") ? Long.parseLong(text) : UNREADABLE;
    }
  }
}
