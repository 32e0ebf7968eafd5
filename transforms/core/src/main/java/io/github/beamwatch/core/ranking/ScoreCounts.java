package io.github.beamwatch.core.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How scores are spread: counted by their upper bits, a thousandth of a score apart, whatever the
 * order or parts.
 */
final class ScoreCounts {
  /** Of 52 bits of the mantissa, ten are told apart. */
  private static final int DROPPED_BITS = 42;

  private final TreeMap<Long, Long> counts = new TreeMap<>();
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  void add(double score) {
    least = Math.min(least, score);
    greatest = Math.max(greatest, score);
    counts.merge(key(score), 1L, Long::sum);
  }

  private static long key(double score) {
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return (bits >= 0 ? bits : bits ^ Long.MAX_VALUE) >> DROPPED_BITS;
  }

  private static double least(long key) {
    long bits = key << DROPPED_BITS;
    return Double.longBitsToDouble(bits >= 0 ? bits : bits ^ Long.MAX_VALUE);
  }

  void addAll(ScoreCounts other) {
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    other.counts.forEach((key, count) -> counts.merge(key, count, Long::sum));
  }

  /** Bins of one width, from the least to the greatest score; their counts add up to all. */
  List<RankingResult.ScoreBin> bins(int number) {
    List<RankingResult.ScoreBin> bins = new ArrayList<>();
    if (counts.isEmpty()) {
      return bins;
    }
    int wanted = greatest > least ? number : 1;
    double width = greatest > least ? (greatest - least) / wanted : 1.0;
    long[] entities = new long[wanted];
    counts.forEach(
        (key, count) -> {
          int bin = (int) Math.floor((least(key) - least) / width);
          entities[Math.max(0, Math.min(wanted - 1, bin))] += count;
        });
    for (int i = 0; i < wanted; i++) {
      bins.add(new RankingResult.ScoreBin(least + i * width, least + (i + 1) * width, entities[i]));
    }
    return bins;
  }

  void writeTo(ByteWriter out) {
    out.real(least);
    out.real(greatest);
    out.number(counts.size());
    long before = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      out.signed(entry.getKey() - before);
      before = entry.getKey();
      out.number(entry.getValue());
    }
  }

  static ScoreCounts readFrom(ByteReader in) throws IOException {
    ScoreCounts read = new ScoreCounts();
    read.least = in.real();
    read.greatest = in.real();
    int size = in.count();
    long key = 0;
    for (int i = 0; i < size; i++) {
      key += in.signed();
      read.counts.put(key, in.number());
    }
    return read;
  }
}
