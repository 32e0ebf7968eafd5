package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.kafka.KafkaBroker;
import io.github.beamwatch.fixtures.kafka.KafkaExtension;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.search.SearchExtension;
import io.github.beamwatch.fixtures.search.SearchServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The top of a ranking on real servers: Elasticsearch 8 and Kafka. */
@ExtendWith({SearchExtension.class, KafkaExtension.class})
class RankingSinksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private Cli top(String sinks) throws Exception {
    Path input = Files.writeString(folder.resolve("in.csv"), RankedInput.csv());
    return Cli.run(
        "top",
        "user-behaviour",
        "--input=" + input,
        "--count=20",
        "--set=model.name=isolation_forest",
        "--set=sinks.top=" + sinks,
        "--set=sinks.deadLetters=[{files: {path: '" + folder.resolve("dead") + "'}}]",
        "--set=report.path=" + folder.resolve("report"));
  }

  private static JsonNode get(SearchServer search, String path) throws Exception {
    return JSON.readTree(URI.create(search.url() + path).toURL());
  }

  private static Map<String, JsonNode> found(SearchServer search) throws Exception {
    get(search, "/anomalies/_refresh");
    JsonNode hits = get(search, "/anomalies/_search?size=100&version=true").at("/hits/hits");
    return hits.findParents("_source").stream()
        .collect(Collectors.toMap(hit -> hit.at("/_source/entity").asText(), hit -> hit));
  }

  @Test
  void each_entity_is_a_document_and_a_record_and_a_second_run_replaces_it(
      SearchServer search, KafkaBroker broker) throws Exception {
    broker.createTopic("top", 1);
    String sinks =
        "[{elasticsearch: {urls: ['%s']}}, {kafka: {topic: top, bootstrapServers: '%s'}},"
                .formatted(search.url(), broker.bootstrapServers())
            + " {files: {path: '%s'}}]".formatted(folder.resolve("top"));
    top(sinks).done();
    Map<String, JsonNode> first = found(search);
    top(sinks).done();
    Map<String, JsonNode> second = found(search);

    List<String> lines = Files.readAllLines(folder.resolve("top/top.jsonl"));
    assertThat(lines).hasSize(20);
    assertThat(first).hasSize(20);
    assertThat(second.keySet()).isEqualTo(first.keySet());
    for (String line : lines) {
      JsonNode entity = JSON.readTree(line);
      JsonNode document = second.get(entity.path("entity").asText());
      assertThat(document.path("_source")).isEqualTo(entity);
      assertThat(document.path("_version").asInt()).as("written twice").isEqualTo(2);
    }
    JsonNode best = second.get("u7").path("_source");
    assertThat(best.path("rank").asInt()).isEqualTo(1);
    assertThat(best.path("features").size()).isGreaterThan(5);
    assertThat(best.at("/reasons/0/feature").asText()).startsWith("amount_");
    assertThat(best.path("model_version").asText()).isNotEmpty();

    List<String> records =
        broker.consume("top", 40, PATIENCE).stream()
            .map(
                record -> new String(record.key(), UTF_8) + " " + new String(record.value(), UTF_8))
            .toList();
    assertThat(records).hasSize(40);
    assertThat(records).contains("u7 " + lines.get(0));
  }

  @Test
  void documents_are_mapped_for_filters_ranges_and_reasons(SearchServer search) throws Exception {
    top("[{elasticsearch: {urls: ['%s'], indexPrefix: mapped}}]".formatted(search.url())).done();

    JsonNode fields =
        get(search, "/mapped-anomalies/_mapping").at("/mapped-anomalies/mappings/properties");
    Map.of(
            "entity", "keyword",
            "rank", "long",
            "score", "double",
            "anomaly", "boolean",
            "timestamp", "date",
            "model_version", "keyword",
            "spec_version", "keyword",
            "pipeline", "keyword",
            "reasons", "nested")
        .forEach(
            (name, type) ->
                assertThat(fields.path(name).path("type").asText()).as(name).isEqualTo(type));
    assertThat(fields.at("/features/properties").findValuesAsText("type")).containsOnly("double");
    assertThat(fields.at("/features/properties").size()).isGreaterThan(5);
    assertThat(fields.at("/reasons/properties/feature/type").asText()).isEqualTo("keyword");
    assertThat(fields.at("/reasons/properties/contribution/type").asText()).isEqualTo("double");
  }

  @Test
  void brokers_that_are_away_are_one_sentence_at_the_start() throws Exception {
    String away = "127.0.0.1:" + LoopbackPorts.free();

    Cli run = top("[{kafka: {topic: top, bootstrapServers: '%s'}}]".formatted(away));

    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.err().strip())
        .contains("no Kafka broker answers at " + away)
        .doesNotContain("\n");
  }
}
