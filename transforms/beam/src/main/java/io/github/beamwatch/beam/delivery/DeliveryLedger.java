package io.github.beamwatch.beam.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The account between the source of a delivery and its end, both in one process: which records are
 * on their way, and which are settled, that is delivered or handed on as dead letters. By it the
 * source tells its broker, and its checkpoints, of settled records alone: whatever ends the
 * process, what was not settled is read again.
 *
 * <p>Thread-safe. Kept per run, by the name that the pipeline gives it when it is built.
 */
public final class DeliveryLedger {

  private static final Map<String, DeliveryLedger> RUNS = new ConcurrentHashMap<>();

  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, Integer> logs = new HashMap<>();
  private final AtomicBoolean news = new AtomicBoolean();

  private DeliveryLedger() {}

  /** The ledger of a run in this process. */
  public static DeliveryLedger of(String run) {
    return RUNS.computeIfAbsent(run, name -> new DeliveryLedger());
  }

  /** Forgets a run that has ended. */
  public static void close(String run) {
    RUNS.remove(run);
  }

  /**
   * A record begins its way, in so many copies, each of which is settled on its own.
   *
   * @return false where it is on its way already, or settled: a source may read a record again
   */
  public synchronized boolean admit(String origin, long offset, int copies) {
    return origin(origin).admit(offset, copies);
  }

  /** One copy of a record is done with. */
  public synchronized void settle(String origin, long offset) {
    origin(origin).settle(offset);
  }

  /** Whether all copies of a record are settled. */
  public synchronized boolean isSettled(String origin, long offset) {
    return origin(origin).isSettled(offset);
  }

  /**
   * The records from this offset on, without a gap, that have begun their way in this process: a
   * new reader need not read them again.
   */
  public synchronized List<Long> knownFrom(String origin, long offset) {
    List<Long> known = new ArrayList<>();
    for (long next = offset; origin(origin).left.containsKey(next); next++) {
      known.add(next);
    }
    return known;
  }

  /** All records before this one are settled, and need not be remembered one by one. */
  public synchronized void settledBelow(String origin, long offset) {
    origin(origin).raiseFloor(offset);
  }

  /**
   * What the records of a partition are accounted under: its own name, until its log begins anew,
   * with offsets that had been settled in the log before.
   */
  public synchronized String nameOf(String origin) {
    Integer log = logs.get(origin);
    return log == null ? origin : origin + "~" + log;
  }

  /** The log of a partition begins anew. */
  public synchronized void beginAnew(String origin) {
    logs.merge(origin, 2, (log, unused) -> log + 1);
  }

  /** Something became of a record that a step of the pipeline should hear of. */
  public void announce() {
    news.set(true);
  }

  /** Whether {@link #announce} was called since the last time. */
  public boolean takeNews() {
    return news.getAndSet(false);
  }

  private Origin origin(String name) {
    return origins.computeIfAbsent(name, unused -> new Origin());
  }

  /** One partition. */
  private static final class Origin {
    /** How many copies are left; 0 for a settled record above the floor. */
    private final TreeMap<Long, Integer> left = new TreeMap<>();

    private long floor;

    boolean admit(long offset, int copies) {
      return offset >= floor && left.putIfAbsent(offset, copies) == null;
    }

    void settle(long offset) {
      left.computeIfPresent(offset, (same, copies) -> Math.max(0, copies - 1));
    }

    boolean isSettled(long offset) {
      Integer copies = left.get(offset);
      return offset < floor || (copies != null && copies == 0);
    }

    void raiseFloor(long offset) {
      floor = Math.max(floor, offset);
      left.headMap(floor).clear();
    }
  }
}
