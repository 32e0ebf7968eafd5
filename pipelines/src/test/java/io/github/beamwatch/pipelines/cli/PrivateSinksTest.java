package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.github.beamwatch.fixtures.clickhouse.ClickHouseProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.fixtures.redis.RedisProcess;
import io.github.beamwatch.fixtures.search.SearchExtension;
import io.github.beamwatch.fixtures.search.SearchServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Writes sensitive fields to every kind of server and file, and looks for their values in all that
 * is there afterwards: rows, documents, keys, ids and names. MongoDB is an emulator.
 */
@ExtendWith(SearchExtension.class)
class PrivateSinksTest {
  private static final Instant START = Instant.parse("2025-12-17T08:00:00Z");
  private static final List<String> RAW = List.of("secretly", "777.25", "never-print-me");
  private static final List<String> TABLES =
      List.of(
          "beamwatch_alerts", "beamwatch_metrics", "beamwatch_scores", "beamwatch_dead_letters");

  private static final String SPEC =
      """
      apiVersion: beamwatch/v1
      name: orders
      source: {files: {paths: ['%s']}}
      parse:
        format: json
        timestamp: {field: at}
        fields:
          customer: {sensitive: hash}
          device: {sensitive: mask}
          amount: {min: 0, sensitive: mask}
      privacy: {key: never-print-me-nor-the-values}
      measure:
        groupBy: [customer, device]
        window: 1m
        measures: {orders: {count: {}}, amount: {sum: amount}}
      detect:
        - {rule: many, metric: orders, when: {above: 3}, message: "{customer} of {labels}: {current}"}
      alerts: {sinks: [%s]}
      sinks:
        metrics: [%2$s]
        scores: [%2$s]
        deadLetters: [%3$s]
      """;

  @TempDir private Path folder;

  @Test
  void no_server_and_no_file_holds_a_sensitive_value(SearchServer search) throws Exception {
    int mongoPort = LoopbackPorts.free();
    MongoServer mongo = new MongoServer(new MemoryBackend());
    mongo.bind(new InetSocketAddress(LoopbackPorts.HOST, mongoPort));
    String mongoUri = "mongodb://" + LoopbackPorts.HOST + ":" + mongoPort;
    try (RedisProcess redis = RedisProcess.start();
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        ClickHouseProcess clickHouse =
            ClickHouseProcess.binary().isPresent() ? ClickHouseProcess.start() : null) {
      List<String> sinks = new ArrayList<>();
      sinks.add("elasticsearch: {urls: ['%s'], indexPrefix: private}".formatted(search.url()));
      sinks.add(
          "jdbc: {url: 'jdbc:postgresql://localhost:%d/postgres', username: postgres, password: x}"
              .formatted(postgres.getPort()));
      sinks.add("mongodb: {uri: '%s', database: private, collection: rows}".formatted(mongoUri));
      sinks.add("files: {path: '%s', format: csv}".formatted(folder.resolve("csv")));
      sinks.add("files: {path: '%s', format: parquet}".formatted(folder.resolve("parquet")));
      if (clickHouse != null) {
        sinks.add("clickhouse: {url: '%s'}".formatted(clickHouse.url()));
      }
      List<String> all = new ArrayList<>(sinks);
      all.add("redis: {address: '%s'}".formatted(redis.address()));
      Cli.run("run", spec(all, sinks).toString()).done();

      shows("Elasticsearch", get(search.url() + "/private-*/_search?size=1000"));
      assertThat(get(search.url() + "/private-*")).as("mappings").doesNotContain(RAW);
      shows("Redis", redis(redis.port()));
      shows("PostgreSQL", postgres(postgres));
      shows("MongoDB", mongo(mongoUri));
      shows("CSV", text(folder.resolve("csv")));
      shows("Parquet", parquet());
      if (clickHouse != null) {
        shows("ClickHouse", clickHouse(clickHouse.url()));
      }
    } finally {
      mongo.shutdownNow();
    }
  }

  /** Everything of both customers is there, under names that tell nothing. */
  private static void shows(String where, String all) {
    assertThat(all).as(where).contains("***", "many").doesNotContain(RAW);
    assertThat(Stream.of(all.split("[^0-9a-f]", -1)).filter(word -> word.length() == 32).distinct())
        .as("pseudonyms in %s", where)
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private Path spec(List<String> sinks, List<String> ofDeadLetters) throws IOException {
    Path input = Files.write(folder.resolve("in.jsonl"), events());
    String all = sinks.stream().map(sink -> "{" + sink + "}").collect(Collectors.joining(", "));
    String dead =
        ofDeadLetters.stream().map(sink -> "{" + sink + "}").collect(Collectors.joining(", "));
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(input, all, dead));
  }

  private static List<String> events() {
    List<String> lines = new ArrayList<>();
    for (String who : List.of("alice", "bob")) {
      for (int i = 0; i < 5; i++) {
        lines.add(event(who, "5.5", i));
      }
    }
    lines.add(event("carol", "-777.25", 9));
    lines.add(event("carol", "\"secretly\"", 9));
    lines.add(event("carol", "777.25", 9).substring(0, 90));
    lines.add(event("carol", "777.25", 9).replace("2025", "what"));
    return lines;
  }

  private static String event(String who, String amount, int second) {
    return "{\"at\":\"%s\",\"customer\":\"secretly-%s\",\"device\":\"secretly-%s\",\"amount\":%s}"
        .formatted(START.plusSeconds(second), who, who, amount);
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static String redis(int port) {
    try (Jedis client = new Jedis(LoopbackPorts.HOST, port)) {
      return client.keys("*").stream()
          .map(key -> key + " " + client.get(key))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String postgres(EmbeddedPostgres postgres) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT r::text FROM beamwatch_results r")) {
      StringBuilder all = new StringBuilder();
      while (rows.next()) {
        all.append(rows.getString(1)).append('\n');
      }
      return all.toString();
    }
  }

  private static String mongo(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      StringBuilder all = new StringBuilder();
      client
          .getDatabase("private")
          .getCollection("rows")
          .find()
          .forEach(document -> all.append(document.toJson()).append('\n'));
      return all.toString();
    }
  }

  private static String clickHouse(String url) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String table : TABLES) {
      String query = "SELECT%20*%20FROM%20" + table + "%20FORMAT%20JSONEachRow";
      all.append(get(url + "/?query=" + query));
    }
    return all.toString();
  }

  private String parquet() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String kind : List.of("alerts", "metrics", "scores", "dead-letters")) {
      FileFormatsTest.ofParquet(folder.resolve("parquet"), kind)
          .forEach(row -> all.append(row).append('\n'));
    }
    return all.toString();
  }

  private static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        text.append(file.getFileName()).append('\n').append(Files.readString(file, UTF_8));
      }
    }
    return text.toString();
  }
}
