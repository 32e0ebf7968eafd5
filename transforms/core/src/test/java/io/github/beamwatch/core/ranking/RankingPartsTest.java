package io.github.beamwatch.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingPartsTest {

  private static byte[] name(int i) {
    return "e%06d".formatted(i).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void manyEqualScoresAreSharedOutByTheirNames() throws IOException {
    List<Standing> sorted = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      sorted.add(new Standing(1.0, name(i)));
    }
    ShardBounds bounds = ShardBounds.read(ShardBounds.of(sorted, 1_000_000).toBytes());
    assertThat(bounds.shards()).isEqualTo(16);
    int[] sizes = new int[16];
    int before = 0;
    for (Standing standing : sorted) {
      int shard = bounds.shard(standing.score(), standing.name());
      assertThat(shard).isGreaterThanOrEqualTo(before);
      before = shard;
      sizes[shard]++;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(62, 63);
    }
  }

  @Test
  void shardsAreSortedByScoreThenName() throws IOException {
    ByteWriter block = new ByteWriter();
    for (int i : new int[] {3, 1, 2}) {
      block.text(name(i), 0, name(i).length);
      block.real(i == 2 ? 5.0 : 4.0);
    }
    List<String> order = new ArrayList<>();
    ScoreShards.sort(
        List.of(block.toByteArray()), (entity, score) -> order.add(entity + " " + score));
    assertThat(order).containsExactly("e000002 5.0", "e000001 4.0", "e000003 4.0");
  }

  @Test
  void binsOfScoresAddUpToAll() throws IOException {
    ScoreCounts one = new ScoreCounts();
    ScoreCounts other = new ScoreCounts();
    for (int i = 0; i < 1000; i++) {
      (i % 3 == 0 ? one : other).add(Math.sin(i) * 3);
    }
    one.addAll(other);
    ByteWriter out = new ByteWriter();
    one.writeTo(out);
    ScoreCounts read = ScoreCounts.readFrom(new ByteReader(out.toByteArray()));
    assertThat(read.bins(50)).hasSize(50).isEqualTo(one.bins(50));
    assertThat(read.bins(50).stream().mapToLong(RankingResult.ScoreBin::entities).sum())
        .isEqualTo(1000);
    ScoreCounts constant = new ScoreCounts();
    constant.add(2.0);
    constant.add(2.0);
    assertThat(constant.bins(50)).hasSize(1);
  }

  @Test
  void numbersSurviveTheirBytes() throws IOException {
    ByteWriter out = new ByteWriter();
    long[] numbers = {0, 1, 127, 128, Long.MAX_VALUE, -1, Long.MIN_VALUE};
    for (long number : numbers) {
      out.signed(number);
      out.number(number);
      out.eight(number);
    }
    ByteReader in = new ByteReader(out.toByteArray());
    for (long number : numbers) {
      assertThat(in.signed()).isEqualTo(number);
      assertThat(in.number()).isEqualTo(number);
      assertThat(in.eight()).isEqualTo(number);
    }
    assertThat(in.hasMore()).isFalse();
    assertThatThrownBy(in::one).isInstanceOf(IOException.class);
  }
}
