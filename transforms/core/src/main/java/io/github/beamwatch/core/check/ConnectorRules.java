package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.StartPosition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of sources and sinks. */
final class ConnectorRules {

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final int LAST_PORT = 65_535;

  /** Kafka's own keys for what the spec says elsewhere; set twice they would contradict. */
  private static final Map<String, String> SOURCE_KEYS =
      Map.of(
          "bootstrap.servers", "bootstrapServers",
          "group.id", "groupId",
          "auto.offset.reset", "startFrom");

  private static final Map<String, String> SINK_KEYS =
      Map.of("bootstrap.servers", "bootstrapServers");

  /** Where transactions can be: a dead letter must not wait for one. */
  private static final Set<String> OF_STREAMS =
      Set.of("/alerts/sinks", "/sinks/metrics", "/sinks/scores");

  private ConnectorRules() {}

  static void source(String path, SourceSpec source, Findings findings) {
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    kinds.put("kafka", source.kafka() != null);
    kinds.put("files", source.files() != null);
    findings.exactlyOne(path, kinds);
    if (source.kafka() != null) {
      kafkaSource(path + "/kafka", source.kafka(), findings);
    }
    if (source.files() != null) {
      paths(path + "/files/paths", source.files().paths(), findings);
    }
  }

  private static void kafkaSource(String path, KafkaSourceSpec kafka, Findings findings) {
    addresses(path + "/bootstrapServers", kafka.bootstrapServers(), findings);
    topic(path + "/topic", kafka.topic(), findings);
    findings.notNegative(path + "/maxDisorder", kafka.maxDisorder());
    findings.positive(path + "/idleAfter", kafka.idleAfter());
    startFrom(path + "/startFrom", kafka, findings);
    findings.notBlank(
        path + "/groupId", "name the consumer group, or leave the key out", kafka.groupId());
    properties(path + "/properties", kafka.properties(), SOURCE_KEYS, findings);
    KafkaSecurityRules.check(path, kafka.security(), kafka.properties(), findings);
  }

  private static void startFrom(String path, KafkaSourceSpec kafka, Findings findings) {
    try {
      if (kafka.start().kind() == StartPosition.Kind.COMMITTED && kafka.groupId() == null) {
        findings.add(
            path,
            "{} needs the key groupId: the group whose committed offsets are meant",
            kafka.startFrom());
      }
    } catch (IllegalArgumentException e) {
      findings.add(path, String.valueOf(e.getMessage()), kafka.startFrom());
    }
  }

  static void paths(String path, List<String> paths, Findings findings) {
    if (paths.isEmpty()) {
      findings.add(path, "is empty; name at least one path or glob");
    }
    for (int i = 0; i < paths.size(); i++) {
      findings.notBlank(Findings.at(path, i), "name a path or glob", paths.get(i));
    }
  }

  static void sinks(PipelineSpec spec, Findings findings) {
    // A source that could not be read is reported on its own.
    SourceSpec source = spec.source();
    boolean fromKafka = source == null || source.kafka() != null || source.files() == null;
    sinks("/alerts/sinks", spec.alerts().sinks(), fromKafka, findings);
    sinks("/sinks/metrics", spec.sinks().metrics(), fromKafka, findings);
    sinks("/sinks/scores", spec.sinks().scores(), fromKafka, findings);
    sinks("/sinks/deadLetters", spec.sinks().deadLetters(), fromKafka, findings);
    if (spec.sinks().deadLetters().isEmpty()) {
      findings.add(
          "/sinks/deadLetters",
          "is empty; bad records must go somewhere: name a sink, or leave the key out for files in"
              + " dead-letters/");
    }
  }

  static void sinks(String path, List<SinkSpec> sinks, boolean fromKafka, Findings findings) {
    Map<SinkSpec.Files, Integer> folders = new HashMap<>();
    for (int i = 0; i < sinks.size(); i++) {
      sink(Findings.at(path, i), sinks.get(i), fromKafka, findings);
      SinkSpec.Kafka kafka = sinks.get(i).kafka();
      if (kafka != null && kafka.exactlyOnce() && !OF_STREAMS.contains(path)) {
        findings.add(
            Findings.at(path, i) + "/kafka/exactlyOnce",
            "is for alerts, metrics and scores of a stream only; leave the key out");
      }
      SinkSpec.Files files = sinks.get(i).files();
      Integer before = files == null ? null : folders.putIfAbsent(files, i);
      if (before != null) {
        findings.add(
            Findings.at(path, i) + "/files",
            "writes the same files as the sink [" + before + "]; give it another path or format");
      }
    }
  }

  private static void sink(String path, SinkSpec sink, boolean fromKafka, Findings findings) {
    SinkRules.check(path, sink, findings);
    SinkSpec.Kafka kafka = sink.kafka();
    if (kafka != null) {
      if (kafka.bootstrapServers() == null && !fromKafka) {
        findings.add(
            path + "/kafka/bootstrapServers",
            "is missing; it can be left out only where the source is Kafka, whose brokers are then"
                + " used");
      }
      addresses(path + "/kafka/bootstrapServers", kafka.bootstrapServers(), findings);
      topic(path + "/kafka/topic", kafka.topic(), findings);
      properties(path + "/kafka/properties", kafka.properties(), SINK_KEYS, findings);
      KafkaSecurityRules.check(path + "/kafka", kafka.security(), kafka.properties(), findings);
    }
    if (sink.files() != null) {
      findings.notBlank(path + "/files/path", "name a folder", sink.files().path());
      if (sink.files().line() == SinkSpec.Line.MESSAGE
          && sink.files().format() != SinkSpec.Format.JSONL) {
        findings.add(
            path + "/files/line",
            "message alone goes with format jsonl only: rows of csv and parquet have the message in a"
                + " column");
      }
    }
  }

  static void addresses(String path, @Nullable String servers, Findings findings) {
    if (servers == null) {
      return;
    }
    for (String server : servers.split(",", -1)) {
      if (!isAddress(server.strip())) {
        findings.add(path, "{} does not look like host:port; separate several by commas", servers);
        return;
      }
    }
  }

  static boolean isAddress(String server) {
    int colon = server.lastIndexOf(':');
    if (colon < 1 || server.chars().anyMatch(c -> c <= ' ' || c == '/')) {
      return false;
    }
    String port = server.substring(colon + 1);
    if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    String host = server.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    int number = Integer.parseInt(port);
    return number >= 1 && number <= LAST_PORT && (bracketed || host.indexOf(':') < 0);
  }

  static void topic(String path, @Nullable String topic, Findings findings) {
    if (topic != null
        && (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals(".."))) {
      findings.add(
          path,
          "{} is not a legal Kafka topic; use up to 249 letters, digits, '.', '_' and '-'",
          topic);
    }
  }

  private static void properties(
      String path, Map<String, String> properties, Map<String, String> own, Findings findings) {
    for (String key : properties.keySet()) {
      String better = own.get(key);
      if (better != null) {
        findings.add(Findings.at(path, key), "cannot be set here; use the key " + better);
      }
    }
  }
}
