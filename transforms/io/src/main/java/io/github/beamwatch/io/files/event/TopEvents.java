package io.github.beamwatch.io.files.event;

import io.github.beamwatch.core.history.EventPlan;
import io.github.beamwatch.core.history.FeaturedEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The events with the highest scores, of parts that are merged; equal scores by id. */
final class TopEvents {
  private static final Comparator<Scored> LEAST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .thenComparing(scored -> scored.event().id(), Comparator.reverseOrder())
          .thenComparing(scored -> scored.event().time(), Comparator.reverseOrder());

  record Scored(FeaturedEvent event, double score) {}

  private final int most;
  private final PriorityQueue<Scored> best = new PriorityQueue<>(LEAST_FIRST);

  TopEvents(int most) {
    this.most = most;
  }

  /** An event without a score is in no top. */
  void add(FeaturedEvent event, double score) {
    if (Double.isNaN(score)) {
      return;
    }
    best.add(new Scored(event, score));
    if (best.size() > most) {
      best.remove();
    }
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(best.size());
    for (Scored scored : best) {
      out.writeDouble(scored.score);
      scored.event.writeTo(out);
    }
    return bytes.toByteArray();
  }

  void addAll(EventPlan plan, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      double score = in.readDouble();
      add(FeaturedEvent.readFrom(plan, in), score);
    }
  }

  /** The highest first. */
  List<Scored> inOrder() {
    List<Scored> sorted = new ArrayList<>(best);
    sorted.sort(LEAST_FIRST.reversed());
    return sorted;
  }
}
