package io.github.beamwatch.pipelines.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' {@code metric_relabel_configs}: the actions replace, drop and labeldrop. */
record Relabelling(JsonNode rules) {

  /** The labels of a sample afterwards; empty where it is dropped. */
  Map<String, String> apply(Map<String, String> sample) {
    Map<String, String> labels = new TreeMap<>(sample);
    for (JsonNode rule : rules) {
      Pattern regex = Pattern.compile(rule.path("regex").asText());
      String action = rule.path("action").asText("replace");
      if (action.equals("labeldrop")) {
        labels.keySet().removeIf(label -> regex.matcher(label).matches());
        continue;
      }
      List<String> values = new ArrayList<>();
      rule.path("source_labels")
          .forEach(label -> values.add(labels.getOrDefault(label.asText(), "")));
      Matcher matcher = regex.matcher(String.join(";", values));
      if (!matcher.matches()) {
        continue;
      }
      switch (action) {
        case "drop" -> {
          return Map.of();
        }
        case "replace" ->
            labels.put(
                rule.path("target_label").asText(),
                expand(rule.path("replacement").asText("$1"), matcher));
        default -> throw new IllegalArgumentException(action);
      }
    }
    return labels;
  }

  private static String expand(String replacement, Matcher matcher) {
    String expanded = replacement;
    for (int group = 0; group <= matcher.groupCount(); group++) {
      String value = String.valueOf(matcher.group(group));
      expanded = expanded.replace("${" + group + "}", value).replace("$" + group, value);
    }
    return expanded;
  }
}
