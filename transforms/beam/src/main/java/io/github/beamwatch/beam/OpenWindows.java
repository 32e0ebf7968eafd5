package io.github.beamwatch.beam;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many events of a stream this process has handed on to windows that they have not come out of
 * yet. A window of which results are out and which still holds events has lost them: a runner that
 * drops what it takes for late does not say so everywhere.
 *
 * <p>Holds one number per window that is open. Work that a failure made a runner repeat counts
 * twice, and work of other processes is not seen.
 */
public final class OpenWindows {

  private static final Map<Long, Long> EVENTS_BY_END = new ConcurrentHashMap<>();

  private OpenWindows() {}

  /** Events are on their way into a window. */
  public static void enter(long endMillis, long events) {
    EVENTS_BY_END.merge(endMillis, events, Long::sum);
  }

  /** Events have come out of a window; of what an earlier process put in there is no account. */
  public static void leave(long endMillis, long events) {
    EVENTS_BY_END.computeIfPresent(endMillis, (end, held) -> held > events ? held - events : null);
  }

  /** Events in windows that end at or before this instant. */
  public static long eventsUpTo(long endMillis) {
    return events(Long.MIN_VALUE, endMillis);
  }

  /** Events in windows that end after this instant. */
  public static long eventsAfter(long endMillis) {
    return endMillis == Long.MAX_VALUE ? 0 : events(endMillis + 1, Long.MAX_VALUE);
  }

  private static long events(long from, long to) {
    return EVENTS_BY_END.entrySet().stream()
        .filter(window -> window.getKey() >= from && window.getKey() <= to)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
