package io.github.beamwatch.core.history;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All events of a bucket, with those labels that are in it: what {@link KeyedBlocks} packed by one
 * key. The order in which the blocks come does not matter.
 */
public final class EventBucket {
  private final EventPlan plan;
  private final List<FeaturedEvent> events = new ArrayList<>();
  private final Map<String, Known> labels = new HashMap<>();

  /** The label of an event that counts, and how many there are of it. */
  private record Known(EventLabel last, long labels) {
    Known and(Known other) {
      return new Known(later(last, other.last), labels + other.labels);
    }
  }

  public EventBucket(EventPlan plan) {
    this.plan = plan;
  }

  /** Takes in a block of the bucket. */
  public void add(byte[] block) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(block))) {
      while (in.available() > 0) {
        if (in.readByte() == KeyedBlocks.EVENT) {
          events.add(FeaturedEvent.readFrom(plan, in));
        } else {
          EventLabel label = EventLabel.readFrom(in);
          labels.merge(label.id(), new Known(label, 1), Known::and);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a block of events cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Gives its label to each event of a bucket that was packed by the events' names. Of several the
   * one that became known last counts, and a bad one where they became known together.
   *
   * @param delay after which a label is known that does not say when
   * @return how many labels are for an event that is not there
   */
  public long join(Duration delay) {
    long unknown = labels.values().stream().mapToLong(Known::labels).sum();
    Set<String> found = new HashSet<>();
    for (FeaturedEvent event : events) {
      Known known = labels.get(event.id());
      EventLabel label = known == null ? null : known.last;
      if (known != null && found.add(event.id())) {
        unknown -= known.labels;
      }
      if (label != null && label.bad()) {
        event.badKnownAt(
            label.knownAt() == EventLabel.AFTER_DELAY
                ? event.time() + delay.toMillis()
                : Math.max(event.time(), label.knownAt()));
      }
    }
    labels.clear();
    return unknown;
  }

  private static EventLabel later(EventLabel a, EventLabel b) {
    return a.knownAt() == b.knownAt() ? (a.bad() ? a : b) : a.knownAt() > b.knownAt() ? a : b;
  }

  /**
   * Gives the events the features of one of the plan's histories, entity by entity and in event
   * time; for a bucket that was packed by that history's entities.
   */
  public void walk(int which) {
    events.sort(
        Comparator.<FeaturedEvent, String>comparing(event -> event.entity(which))
            .thenComparing(FeaturedEvent.BY_TIME));
    int offset = plan.offset(which);
    for (int from = 0; from < events.size(); ) {
      String entity = events.get(from).entity(which);
      int to = from + 1;
      while (to < events.size() && events.get(to).entity(which).equals(entity)) {
        to++;
      }
      walk(plan.histories().get(which), events.subList(from, to), offset);
      from = to;
    }
  }

  private static void walk(HistoryPlan plan, List<FeaturedEvent> events, int offset) {
    List<FeaturedEvent> bad = new ArrayList<>();
    for (FeaturedEvent event : events) {
      if (event.bad()) {
        bad.add(event);
      }
    }
    bad.sort(Comparator.comparingLong(FeaturedEvent::badKnownAt));
    EntityHistory history = new EntityHistory(plan);
    int known = 0;
    for (FeaturedEvent event : events) {
      while (known < bad.size() && bad.get(known).badKnownAt() <= event.time()) {
        history.bad(bad.get(known).time(), bad.get(known).badKnownAt());
        known++;
      }
      history.event(event.time(), event.amount(), event.values(), offset);
    }
  }

  /** The events, in no particular order after {@link #join} and in that of {@link #walk}. */
  public List<FeaturedEvent> events() {
    return events;
  }
}
