package io.github.beamwatch.pipelines.launch;

import io.github.beamwatch.core.live.RuleDocument;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.LiveRulesSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.ClientSecurity;
import io.github.beamwatch.io.kafka.KafkaPreflight;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.spec.RulesLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.jspecify.annotations.Nullable;

/** Looks at where live rules come from before a job starts, and at those that lie there already. */
public final class LiveRulesCheck {
  private LiveRulesCheck() {}

  /**
   * Refuses rules that the job would refuse.
   *
   * @throws UserException where there is no file, the topic has not one partition, or rules in a
   *     file are wrong
   * @throws JobFailedException where the broker or the topic is not there
   */
  public static void require(PipelineSpec spec) {
    LiveRulesSpec live = spec.liveRules();
    if (live != null && live.file() != null) {
      files(live.file().path(), new RulesLoader(spec));
    } else if (live != null) {
      topic(Objects.requireNonNull(live.kafka(), "a checked spec has one"), spec.source().kafka());
    }
  }

  private static void files(String glob, RulesLoader loader) {
    InputFiles.requirePresent(List.of(glob));
    try {
      for (Metadata file : FileSystems.match(glob).metadata()) {
        String path = file.resourceId().toString();
        try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          loader.load(new RuleDocument(path, path, text));
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "liveRules.file.path: '%s' cannot be read: %s".formatted(glob, e.getMessage()));
    }
  }

  private static void topic(LiveRulesSpec.Kafka kafka, @Nullable KafkaSourceSpec source) {
    Map<String, String> properties = new HashMap<>();
    String brokers = kafka.bootstrapServers();
    if (brokers == null) {
      KafkaSourceSpec events = Objects.requireNonNull(source, "a checked spec names the broker");
      brokers = events.bootstrapServers();
      properties.putAll(ClientSecurity.with(events.properties(), events.security()));
    }
    properties.putAll(kafka.properties());
    try {
      int partitions =
          KafkaPreflight.check(brokers, kafka.topic(), properties, KafkaPreflight.DEFAULT_TIMEOUT);
      if (partitions != 1) {
        throw new UserException(
            "liveRules.kafka.topic: '%s' has %d partitions; versions of rules need one order, so give it 1"
                .formatted(kafka.topic(), partitions));
      }
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
