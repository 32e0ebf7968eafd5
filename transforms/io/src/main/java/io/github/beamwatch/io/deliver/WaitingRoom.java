package io.github.beamwatch.io.deliver;

import io.github.beamwatch.core.delivery.GroupKey;
import io.github.beamwatch.core.spec.delivery.GroupSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where parcels of a channel wait to become messages: for others of their group, for a second
 * attempt, and for an earlier parcel of the same alert, so that no end of an alert overtakes its
 * beginning. Not thread-safe; times are those of {@link System#nanoTime}.
 */
final class WaitingRoom {

  private final @Nullable GroupSpec group;
  private final long waitNanos;
  private final int batch;

  private final Deque<Parcel> singles = new ArrayDeque<>();
  private final LinkedHashMap<String, Group> groups = new LinkedHashMap<>();
  private final Deque<List<Parcel>> full = new ArrayDeque<>();
  private final PriorityQueue<Later> again =
      new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
  private final Map<String, Deque<Parcel>> behind = new HashMap<>();
  private boolean patient = true;

  private record Later(Message message, long due) {}

  private record Group(List<Parcel> parcels, long due) {}

  /**
   * @param group which parcels share a message; null where they do not wait for each other
   * @param batch without a group, how many share one because they happen to be there
   */
  WaitingRoom(@Nullable GroupSpec group, int batch) {
    this.group = group;
    this.waitNanos = group == null ? 0 : group.waitFor().toNanos();
    this.batch = batch;
  }

  void add(Parcel parcel, long now) {
    Deque<Parcel> line = behind.get(parcel.alert().alertId());
    if (line != null) {
      line.add(parcel);
      return;
    }
    behind.put(parcel.alert().alertId(), new ArrayDeque<>(1));
    admit(parcel, now);
  }

  /** A parcel is done with; the next one of its alert may go on. */
  void settle(Parcel parcel, long now) {
    String id = parcel.alert().alertId();
    Deque<Parcel> line = behind.get(id);
    Parcel next = line == null ? null : line.poll();
    if (next == null) {
      behind.remove(id);
    } else {
      admit(next, now);
    }
  }

  private void admit(Parcel parcel, long now) {
    if (group == null) {
      singles.add(parcel);
      return;
    }
    String key = GroupKey.of(parcel.alert(), group);
    Group open =
        groups.computeIfAbsent(key, unused -> new Group(new ArrayList<>(), now + waitNanos));
    open.parcels().add(parcel);
    if (open.parcels().size() >= group.maxAlerts()) {
      groups.remove(key);
      full.add(open.parcels());
    }
  }

  /** This message is to be tried again, not before then. */
  void later(Message message, long due) {
    again.add(new Later(message, due));
  }

  /** No group waits for more any longer. */
  void hurry() {
    patient = false;
  }

  boolean isEmpty() {
    return behind.isEmpty();
  }

  /** Up to so many messages whose time has come, those first that were tried before. */
  List<Message> take(int most, long now) {
    List<Message> taken = new ArrayList<>();
    while (taken.size() < most && !again.isEmpty() && again.peek().due() - now <= 0) {
      taken.add(again.poll().message());
    }
    while (taken.size() < most && !full.isEmpty()) {
      taken.add(new Message(full.poll()));
    }
    Iterator<Group> open = groups.values().iterator();
    while (taken.size() < most && open.hasNext()) {
      Group next = open.next();
      if (patient && next.due() - now > 0) {
        break;
      }
      taken.add(new Message(next.parcels()));
      open.remove();
    }
    while (taken.size() < most && !singles.isEmpty()) {
      List<Parcel> together = new ArrayList<>();
      while (together.size() < batch && !singles.isEmpty()) {
        together.add(singles.poll());
      }
      taken.add(new Message(together));
    }
    return taken;
  }

  /** How long until there is something to take; {@link Long#MAX_VALUE} where nothing waits. */
  long nanosUntilNext(long now) {
    if (!singles.isEmpty() || !full.isEmpty() || (!patient && !groups.isEmpty())) {
      return 0;
    }
    long wait = Long.MAX_VALUE;
    if (!again.isEmpty()) {
      wait = Math.max(0, again.peek().due() - now);
    }
    if (!groups.isEmpty()) {
      wait = Math.min(wait, Math.max(0, groups.values().iterator().next().due() - now));
    }
    return wait;
  }
}
