package io.github.beamwatch.core.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The identity of an alert, the same for every replay: the name-based UUID (version 3) of the UTF-8
 * bytes of a name. The name is the pipeline, the rule and, sorted by name, each label's name and
 * value, every one of them written as its length in UTF-16 units, a colon, the text and a
 * semicolon; then the start of the window that opened the alert in epoch milliseconds. The lengths
 * make the name unambiguous whatever the texts contain. For example:
 *
 * <pre>{@code
 * 10:ad-metrics;8:ctr_drop;9:ad_format;6:banner;7:country;2:US;1765960800000
 * }</pre>
 */
final class AlertId {
  private AlertId() {}

  static String of(
      String pipeline, String rule, SortedMap<String, String> labels, long openedMillis) {
    return UUID.nameUUIDFromBytes(
            name(pipeline, rule, labels, openedMillis).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  static String name(
      String pipeline, String rule, SortedMap<String, String> labels, long openedMillis) {
    StringBuilder name = new StringBuilder();
    append(name, pipeline);
    append(name, rule);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      append(name, label.getKey());
      append(name, label.getValue());
    }
    return name.append(openedMillis).toString();
  }

  private static void append(StringBuilder name, String text) {
    name.append(text.length()).append(':').append(text).append(';');
  }
}
