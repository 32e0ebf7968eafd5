package io.github.beamwatch.core.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The accepted versions of the rules, the oldest first, and how far their source was read.
 *
 * @param number grows with every change
 * @param documents what was accepted and not withdrawn
 * @param marks what the source was when it was last looked at: names and marks of its own making
 */
public record RuleLog(long number, List<RuleDocument> documents, SortedMap<String, String> marks) {

  /**
   * So many versions are kept: for windows that come late, and to name rules that were taken out.
   */
  public static final int MOST_VERSIONS = 64;

  /** Nothing was read so far. */
  public static final RuleLog EMPTY = new RuleLog(0, List.of(), new TreeMap<>());

  public RuleLog {
    documents = List.copyOf(documents);
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  /** With one more version, the newest. */
  public RuleLog with(RuleDocument document) {
    List<RuleDocument> more = new ArrayList<>(documents);
    more.add(document);
    int surplus = Math.max(0, more.size() - MOST_VERSIONS);
    return new RuleLog(number + 1, more.subList(surplus, more.size()), marks);
  }

  /** Without the versions of a key. */
  public RuleLog without(String key) {
    List<RuleDocument> fewer = new ArrayList<>(documents);
    return fewer.removeIf(document -> document.key().equals(key))
        ? new RuleLog(number + 1, fewer, marks)
        : this;
  }

  /** With another mark; null takes it away. */
  public RuleLog marked(String name, @Nullable String mark) {
    if (java.util.Objects.equals(marks.get(name), mark)) {
      return this;
    }
    Map<String, String> changed = new TreeMap<>(marks);
    if (mark == null) {
      changed.remove(name);
    } else {
      changed.put(name, mark);
    }
    return new RuleLog(number + 1, documents, new TreeMap<>(changed));
  }
}
