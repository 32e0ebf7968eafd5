package io.github.beamwatch.io.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.spec.MongoSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.fixtures.pipeline.DirectRun;
import io.github.beamwatch.fixtures.pipeline.Kept;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.Rows;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRowCoder;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import io.github.beamwatch.io.sink.WriteToSink;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.Create;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an emulator of MongoDB (mongo-java-server), not against MongoDB itself. */
class MongoSinkTest {

  private final int port = LoopbackPorts.free();
  private final MemoryBackend memory = new MemoryBackend();
  private MongoServer server;

  @BeforeEach
  void start() {
    server = new MongoServer(memory);
    server.bind("127.0.0.1", port);
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void writesRowsAndReadsThemBack() throws Exception {
    MongoSink sink = new MongoSink(spec(port));
    sink.prepare();

    assertThat(write(sink, Rows.alerts(1_200))).isEmpty();
    assertThat(write(sink, Rows.alerts(300))).as("again").isEmpty();

    stored(
        all -> {
          assertThat(all.countDocuments()).isEqualTo(1_200);
          assertThat(all.find(new Document("_id", "a7")).first())
              .isEqualTo(
                  new Document("_id", "a7")
                      .append("alert_id", "a7")
                      .append("at", new Date(120_000)));
        });
  }

  @Test
  void anOlderStateDoesNotReplaceANewerOne() throws Exception {
    MongoSink sink = new MongoSink(spec(port));
    try (BatchSink.Writer writer = sink.open()) {
      assertThat(writer.write(List.of(state(300_000, "resolved"))))
          .isEqualTo(BatchSink.Outcome.WRITTEN);
      assertThat(writer.write(List.of(state(120_000, "firing"))))
          .isEqualTo(BatchSink.Outcome.WRITTEN);
      stored(all -> assertThat(all.find().first().getString("status")).isEqualTo("resolved"));
      writer.write(List.of(state(420_000, "later")));
    }

    stored(all -> assertThat(all.find().first().getString("status")).isEqualTo("later"));
  }

  @Test
  void goesOnWhenTheServerComesBack() throws Exception {
    try (BatchSink.Writer writer = new MongoSink(spec(port)).open()) {
      writer.write(Rows.alerts(5));
      server.shutdownNow();
      assertThatThrownBy(() -> writer.write(Rows.alerts(10)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageStartingWith("the MongoDB at 127.0.0.1:" + port + " does not take it: ")
          .hasMessageNotContaining("never-print-me");
      server = new MongoServer(new MemoryBackend());
      server.bind("127.0.0.1", port);
      assertThat(writer.write(Rows.alerts(10))).isEqualTo(BatchSink.Outcome.WRITTEN);
    }

    stored(all -> assertThat(all.countDocuments()).isEqualTo(10));
  }

  @Test
  void aRowThatIsRefusedIsDeadAndTheOthersAreWritten() throws Exception {
    // A name beginning with $ at the top is what the server refuses.
    SinkRow bad = Rows.alert("a1");
    bad =
        new SinkRow(
            bad.kind(),
            bad.id(),
            bad.rule(),
            bad.labels(),
            bad.startMillis(),
            bad.endMillis(),
            "{\"$bad\":1}");

    List<DeadLetter> dead =
        write(new MongoSink(spec(port)), List.of(Rows.alert("a0"), bad, Rows.alert("a2")));

    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).reason()).isEqualTo(DeadLetter.Reason.REFUSED);
    assertThat(new String(dead.get(0).payload(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"$bad\":1}");
    stored(all -> assertThat(all.countDocuments()).isEqualTo(2));
  }

  @Test
  void saysInOneSentenceThatNobodyAnswers() {
    int nobody = LoopbackPorts.free();

    assertThatThrownBy(() -> new MongoSink(spec(nobody)).prepare())
        .isInstanceOf(ConnectorUnavailableException.class)
        .hasMessage(
            "no MongoDB answers at 127.0.0.1:"
                + nobody
                + " (tried 10 s): is it running, and is the address right?");
  }

  private static MongoSinkSpec spec(int port) {
    return new MongoSinkSpec(
        Secret.of("mongodb://127.0.0.1:" + port + "/?appName=never-print-me"),
        "watch",
        "alerts",
        Duration.ofSeconds(30));
  }

  private void stored(Consumer<MongoCollection<Document>> look) {
    try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port)) {
      look.accept(client.getDatabase("watch").getCollection("alerts"));
    }
  }

  private static SinkRow state(long end, String status) {
    SinkRow row = Rows.alert("same");
    return new SinkRow(
        row.kind(),
        row.id(),
        row.rule(),
        row.labels(),
        row.startMillis(),
        end,
        "{\"status\":\"" + status + "\"}");
  }

  private static List<DeadLetter> write(MongoSink sink, List<SinkRow> rows) {
    DirectRun run = DirectRun.withParallelism(2);
    Kept<DeadLetter> dead =
        run.keep(
            run.pipeline()
                .apply(Create.of(rows).withCoder(SinkRowCoder.of()))
                .apply(WriteToSink.of("mongodb", "alerts.sinks[0].mongodb", sink)));
    run.toEnd();
    return dead.values();
  }
}
