package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.StableHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Where entities of a sample stand: those with the least hashes, whatever the order or parts. */
final class StandingSample {
  private static final int SIZE = 16_384;

  private record Hashed(long hash, Standing standing) {}

  private static final Comparator<Hashed> ORDER =
      Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::standing, Standing.ORDER);

  private final PriorityQueue<Hashed> least = new PriorityQueue<>(ORDER.reversed());

  void add(double score, byte[] name) {
    long hash = StableHash.of(name, 0, name.length);
    if (least.size() < SIZE || hash <= least.element().hash) {
      offer(new Hashed(hash, new Standing(score, name)));
    }
  }

  private void offer(Hashed hashed) {
    least.add(hashed);
    if (least.size() > SIZE) {
      least.remove();
    }
  }

  void addAll(StandingSample other) {
    other.least.forEach(this::offer);
  }

  /** In the order of the ranking. */
  List<Standing> sorted() {
    List<Standing> sorted = new ArrayList<>();
    least.forEach(hashed -> sorted.add(hashed.standing));
    sorted.sort(Standing.ORDER);
    return sorted;
  }

  void writeTo(ByteWriter out) {
    List<Standing> sorted = sorted();
    out.number(sorted.size());
    for (Standing standing : sorted) {
      out.real(standing.score());
      out.text(standing.name(), 0, standing.name().length);
    }
  }

  static StandingSample readFrom(ByteReader in) throws IOException {
    StandingSample sample = new StandingSample();
    int size = in.count();
    for (int i = 0; i < size; i++) {
      double score = in.real();
      byte[] name = in.text();
      sample.add(score, name);
    }
    return sample;
  }
}
