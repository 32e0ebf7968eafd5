package io.github.beamwatch.core.ranking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.event.EventFormat;
import io.github.beamwatch.core.event.EventParser;
import io.github.beamwatch.core.event.EventRow;
import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeaturePlan;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Somebody with half of all events: what is handed over of them does not grow with their number.
 */
class EntityPartsTest {
  private static final int EVENTS = 60_000;
  private static final RankingPlan PLAN = plan(7);

  private static RankingPlan plan(int bucketBits) {
    ParseSpec parse =
        new ParseSpec(
            ParseSpec.Format.JSON,
            new TimestampSpec("time", "epochMillis", null, null, null, false),
            Map.of(),
            null,
            null);
    MeasureSpec fields =
        new MeasureSpec(
            List.of("user", "kind", "shop"),
            null,
            null,
            Map.of("amount", AggregateSpec.sumOf("amount")),
            null,
            null);
    EventSchema schema = EventSchema.of(parse, fields);
    FeaturePlan features =
        new FeaturePlan("amount", List.of("card", "cash"), List.of("shop"), List.of(50), 0, 6, 5);
    return new RankingPlan(
        new EventFormat(parse, schema),
        new EventFields(
            schema.slot("user"),
            schema.slot("amount"),
            schema.slot("kind"),
            new int[] {schema.slot("shop")},
            new int[] {schema.slot("kind"), schema.slot("shop")}),
        features,
        features.names().stream().map(FeatureColumn::plain).toList(),
        new ProfilePlan(List.of("hour", "weekday", "kind", "shop")),
        null,
        null,
        bucketBits);
  }

  private interface Handing {
    void over(EventBlocks blocks, EventBlocks.Output output);
  }

  private static Map<Integer, List<byte[]>> packed(RankingPlan plan, Handing handing) {
    Map<Integer, List<byte[]>> handed = new TreeMap<>();
    EventBlocks.Output output =
        (bucket, block) -> handed.computeIfAbsent(bucket, b -> new ArrayList<>()).add(block);
    EventBlocks blocks = new EventBlocks(plan);
    EventParser parser = plan.format().newParser();
    EventRow row = plan.format().newRow();
    Random random = new Random(1);
    for (int i = 0; i < EVENTS; i++) {
      byte[] line =
          "{\"time\":%d,\"user\":\"%s\",\"amount\":%s,\"kind\":\"%s\",\"shop\":\"shop-%d\"}"
              .formatted(
                  1_750_000_000_000L + random.nextInt(1_000_000_000),
                  i % 2 == 0 ? "busy" : "u" + random.nextInt(3_000),
                  random.nextInt(100_000) / 100.0,
                  List.of("card", "cash", "other").get(random.nextInt(3)),
                  random.nextInt(500))
              .getBytes(UTF_8);
      assertThat(parser.parse(line, 0, line.length, row)).as(row.detail()).isTrue();
      blocks.add(row);
      handing.over(blocks, output);
    }
    blocks.drainTo(output);
    return handed;
  }

  private static Map<String, String> features(Map<Integer, List<byte[]>> handed)
      throws IOException {
    Map<String, String> features = new TreeMap<>();
    long events = 0;
    for (List<byte[]> blocks : handed.values()) {
      EntityTable table = new EntityTable(PLAN);
      for (byte[] block : blocks) {
        table.add(block);
      }
      events += table.events();
      table.forEach(entity -> features.put(new String(entity.name(), UTF_8), bytes(entity)));
    }
    assertThat(events).isEqualTo(EVENTS);
    return features;
  }

  private static String bytes(EntityTable.Entity entity) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      entity.features().writeTo(new DataOutputStream(bytes));
      entity.profile().writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Test
  void largeBlocksOfABusyEntityAreAddedUpToTheSameFeatures() throws IOException {
    Map<Integer, List<byte[]>> single =
        packed(
            PLAN,
            (blocks, output) -> {
              if (blocks.held() > 20_000) {
                blocks.drainTo(output);
              }
            });
    Map<Integer, List<byte[]>> parts = packed(PLAN, EntityPartsTest::large);
    assertThat(features(parts)).hasSizeGreaterThan(2_900).isEqualTo(features(single));
    assertThat(parts.values().stream().flatMap(List::stream).filter(b -> b[0] == EventBlocks.PARTS))
        .isNotEmpty();
    assertThat(bytesOf(parts)).isLessThan(bytesOf(single) * 7 / 10);
  }

  @Test
  void aLargeBlockOfManyEntitiesStaysAsItIs() throws IOException {
    Map<Integer, List<byte[]>> handed = packed(plan(1), EntityPartsTest::large);
    assertThat(handed).hasSize(2);
    assertThat(handed.values().stream().flatMap(List::stream))
        .allSatisfy(block -> assertThat(block[0]).isEqualTo(EventBlocks.EVENTS));
    assertThat(features(handed)).hasSizeGreaterThan(2_900);
  }

  private static void large(EventBlocks blocks, EventBlocks.Output output) {
    if (blocks.hasLarge()) {
      blocks.drainLargeTo(output);
    }
  }

  private static long bytesOf(Map<Integer, List<byte[]>> handed) {
    return handed.values().stream().flatMap(List::stream).mapToLong(b -> b.length).sum();
  }
}
