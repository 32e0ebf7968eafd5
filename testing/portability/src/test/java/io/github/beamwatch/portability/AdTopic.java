package io.github.beamwatch.portability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.core.generate.AdEventGenerator;
import io.github.beamwatch.core.generate.AdLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ad events as the log of a topic: partitions of uneven size, each in the order in which a live
 * source would have sent its lines, with bad lines, with stragglers among them that are far behind,
 * and at the end one event far enough ahead to close every window before it.
 *
 * <p>Which straggler is late is judged here by the documented rule alone: its window ends at or
 * before the newest event of its partition so far, less the disorder that the spec allows.
 */
final class AdTopic {

  static final int PARTITIONS = 4;

  /** Of ten lines so many go to each partition. */
  private static final int[] SHARES = {4, 3, 2, 1};

  private static final Duration DISORDER = Duration.ofSeconds(20);
  private static final long WINDOW_MILLIS = 60_000;

  /** A straggler is a copy of one of so many lines before it. */
  private static final int STRAGGLERS_FROM = 4_000;

  private static final int LINES_PER_STRAGGLER = 60;

  /** More than enough lines for a partition to know the time. */
  private static final int SETTLED = 400;

  private static final Pattern EVENT_TIME = Pattern.compile("\"event_time\":\"([^\"]+)\"");

  private final List<List<byte[]>> partitions = new ArrayList<>();
  private final List<byte[]> inTime = new ArrayList<>();
  private final List<byte[]> late = new ArrayList<>();
  private final List<byte[]> closing = new ArrayList<>();
  private final long[] newest = new long[PARTITIONS];

  private AdTopic() {}

  static AdTopic of(AdEventGenerator generator, long seed) {
    AdTopic topic = new AdTopic();
    for (int i = 0; i < PARTITIONS; i++) {
      topic.partitions.add(new ArrayList<>());
    }
    Arrays.fill(topic.newest, Long.MIN_VALUE);
    topic.fill(generator, new Random(seed));
    return topic;
  }

  private void fill(AdEventGenerator generator, Random random) {
    List<byte[]> sent = new ArrayList<>();
    for (AdLine line : generator) {
      int partition = partition(random);
      append(partition, line.bytes());
      sent.add(line.bytes());
      if (random.nextInt(LINES_PER_STRAGGLER) == 0) {
        int from = Math.max(0, sent.size() - STRAGGLERS_FROM);
        int straggling = partition(random);
        if (partitions.get(straggling).size() > SETTLED) {
          append(straggling, sent.get(from + random.nextInt(sent.size() - from)));
        }
      }
    }
    Instant end = generator.start().plus(Duration.ofMinutes(generator.minutes() + 5L));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      byte[] event = closingEvent(end.plusSeconds(partition));
      partitions.get(partition).add(event);
      closing.add(event);
    }
  }

  private void append(int partition, byte[] line) {
    partitions.get(partition).add(line);
    Matcher time = EVENT_TIME.matcher(new String(line, UTF_8));
    if (!time.find() || !isEvent(line)) {
      inTime.add(line);
      return;
    }
    long millis = Instant.parse(time.group(1)).toEpochMilli();
    long windowEnd = Math.floorDiv(millis, WINDOW_MILLIS) * WINDOW_MILLIS + WINDOW_MILLIS;
    boolean settled = partitions.get(partition).size() > SETTLED;
    if (settled && windowEnd <= newest[partition] - DISORDER.toMillis()) {
      late.add(line);
    } else {
      newest[partition] = Math.max(newest[partition], millis);
      inTime.add(line);
    }
  }

  private static boolean isEvent(byte[] line) {
    // All bad lines of the generator that carry a time have one of these.
    String text = new String(line, UTF_8);
    return text.startsWith("{\"event_id\":\"e");
  }

  private static int partition(Random random) {
    int drawn = random.nextInt(10);
    int partition = 0;
    while (drawn >= SHARES[partition]) {
      drawn -= SHARES[partition++];
    }
    return partition;
  }

  private static byte[] closingEvent(Instant time) {
    return ("{\"event_id\":\"close\",\"event_type\":\"impression\",\"event_time\":\""
            + time
            + "\",\"country\":\"ZZ\",\"ad_format\":\"banner\",\"revenue\":0.0}")
        .getBytes(UTF_8);
  }

  /** The lines of each partition, in order. */
  List<List<byte[]>> partitions() {
    return partitions;
  }

  /**
   * What a window counts or a dead letter holds whatever the way of reading, bad lines included.
   */
  List<byte[]> inTime() {
    return inTime;
  }

  /** What comes after its window has closed. */
  List<byte[]> late() {
    return late;
  }

  /** What lies in windows that stay open. */
  List<byte[]> closing() {
    return closing;
  }

  int size() {
    return partitions.stream().mapToInt(List::size).sum();
  }
}
