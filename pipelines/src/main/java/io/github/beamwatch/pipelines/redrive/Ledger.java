package io.github.beamwatch.pipelines.redrive;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the letters of one file or partition were fed back, kind by kind: a run for one reason
 * says nothing of the others. Kept by the broker as the metadata of an offset, in the very
 * transaction that holds the records.
 */
final class Ledger {
  private final TreeMap<String, Long> next = new TreeMap<>();

  /** Reads what {@link #text} wrote; anything else is an empty ledger. */
  static Ledger of(@Nullable String text) {
    Ledger ledger = new Ledger();
    if (text != null) {
      for (String entry : text.split(" ", -1)) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          ledger.next.put(entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)));
        }
      }
    }
    return ledger;
  }

  /** Whether the letter at this position was fed back. */
  boolean has(String kind, long position) {
    return position < next.getOrDefault(kind, 0L);
  }

  /** Notes that it is being fed back; positions of a kind come in order. */
  void add(String kind, long position) {
    next.put(kind, position + 1);
  }

  /** One past the last position of any kind. */
  long end() {
    return next.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> entry : next.entrySet()) {
      text.append(text.isEmpty() ? "" : " ").append(entry.getKey()).append('=');
      text.append(entry.getValue());
    }
    return text.toString();
  }
}
