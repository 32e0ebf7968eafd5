package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.kafka.ClientSecurity;
import io.github.beamwatch.io.kafka.KafkaPreflight;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.launch.InputFiles;
import io.github.beamwatch.pipelines.launch.JobFailedException;
import io.github.beamwatch.pipelines.launch.RootCause;
import io.github.beamwatch.pipelines.redrive.FilePile;
import io.github.beamwatch.pipelines.redrive.Letter;
import io.github.beamwatch.pipelines.redrive.Pile;
import io.github.beamwatch.pipelines.redrive.Redrive;
import io.github.beamwatch.pipelines.redrive.RedriveCounts;
import io.github.beamwatch.pipelines.redrive.SinkTargets;
import io.github.beamwatch.pipelines.redrive.TopicPile;
import io.github.beamwatch.pipelines.spec.SpecKind;
import io.github.beamwatch.pipelines.spec.SpecLoader;
import io.github.beamwatch.pipelines.spec.SpecText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch redrive}. */
@Command(
    name = "redrive",
    description = "Feeds the payloads of dead letters back to a topic, each once.",
    mixinStandardHelpOptions = true)
final class RedriveCommand implements Runnable {
  @Option(
      names = "--input",
      paramLabel = "GLOB",
      description = "Files of dead letters, one a line; repeatable, or with commas.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--topic", paramLabel = "TOPIC", description = "A topic of dead letters.")
  private @Nullable String topic;

  @Option(
      names = "--spec",
      paramLabel = "SPEC",
      description = "Feeds them back to the topic that this spec reads.")
  private @Nullable String specName;

  @Option(names = "--to-topic", paramLabel = "TOPIC", description = "Feeds them to this topic.")
  private @Nullable String toTopic;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The brokers; those of --spec by default.")
  private @Nullable String brokers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further client properties, such as those for a login.")
  private @Nullable Path propertiesFile;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description = "Only letters with this reason, such as malformed; repeatable.")
  private Set<String> reasons = Set.of();

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      split = ",",
      description = "Only letters of this stage, such as parse; repeatable.")
  private Set<String> stages = Set.of();

  @Option(
      names = "--redacted",
      description = "Feeds back payloads too whose sensitive values were taken out.")
  private boolean redacted;

  @Option(names = "--dry-run", description = "Only tells what would be fed back.")
  private boolean dryRun;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  /** The sinks of the spec, for the rows that they did not take. */
  private SinkTargets sinks = SinkTargets.none();

  /** The stages whose payloads are records of the spec's source. */
  private Set<String> backToItsSource = Set.of("parse", "measure", "evaluate");

  @Override
  public void run() {
    if (inputs.isEmpty() == (topic == null)) {
      throw new UserException("say where the dead letters are: --input=GLOB or --topic=TOPIC");
    }
    KafkaSourceSpec source = source();
    String target = toTopic != null ? toTopic : source == null ? null : source.topic();
    if (target == null) {
      throw new UserException("say where to feed them: --spec=SPEC or --to-topic=TOPIC");
    }
    if (target.equals(topic)) {
      throw new UserException("--to-topic=%s is the topic of the dead letters".formatted(target));
    }
    Map<String, Object> client = client(source);
    RedriveCounts counts =
        new RedriveCounts(
            redacted,
            letter ->
                toTopic != null || backToItsSource.contains(letter.stage()) || sinks.takes(letter));
    try (SinkTargets takers = toTopic != null ? SinkTargets.none() : sinks) {
      Redrive redrive = new Redrive(client, target, this::wanted, counts, takers);
      List<Pile> piles = piles(client);
      check(client, target);
      if (dryRun) {
        redrive.count(piles);
      } else {
        redrive.feed(piles);
      }
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new JobFailedException(
          "another redrive of the same letters has taken over; nothing is fed back twice", e);
    } catch (IOException | KafkaException e) {
      throw new JobFailedException(
          "the letters could not all be fed back: %s; run it again, what was fed back stays fed back"
              .formatted(RootCause.sentence(e)),
          e);
    }
    PrintWriter out = command.commandLine().getOut();
    counts.lines(!dryRun).forEach(out::println);
    out.printf(
        dryRun ? "%d letters would go to %s%n" : "%d letters fed back to %s%n",
        counts.fed(),
        target);
    out.flush();
  }

  private boolean wanted(Letter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (stages.isEmpty() || stages.contains(letter.stage()));
  }

  private @Nullable KafkaSourceSpec source() {
    if (specName == null) {
      return null;
    }
    SpecText text = SpecText.open(specName);
    SourceSpec source;
    if (SpecKind.of(text) == SpecKind.DELIVERY) {
      source = SpecLoader.loadDelivery(text, List.of(), System.getenv()).spec().source();
      backToItsSource = Set.of("parse", "deliver");
    } else {
      PipelineSpec spec = SpecLoader.load(text, List.of(), System.getenv()).spec();
      source = spec.source();
      sinks = SinkTargets.of(spec);
    }
    if (source.kafka() == null && toTopic == null) {
      throw new UserException(
          "%s reads files; repair them there, or name a topic with --to-topic".formatted(specName));
    }
    return source.kafka();
  }

  private Map<String, Object> client(@Nullable KafkaSourceSpec source) {
    String servers = brokers != null ? brokers : source == null ? null : source.bootstrapServers();
    if (servers == null) {
      throw new UserException("say which brokers: --bootstrap-servers=HOST:PORT, or --spec=SPEC");
    }
    Map<String, Object> client = new HashMap<>();
    if (source != null && brokers == null) {
      client.putAll(ClientSecurity.with(source.properties(), source.security()));
    }
    if (propertiesFile != null) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(propertiesFile)) {
        properties.load(in);
      } catch (IOException e) {
        throw new UserException("--kafka-properties=%s cannot be read".formatted(propertiesFile));
      }
      properties.forEach((name, value) -> client.put(String.valueOf(name), value));
    }
    client.put("bootstrap.servers", servers);
    return client;
  }

  private List<Pile> piles(Map<String, Object> client) throws IOException {
    if (topic != null) {
      check(client, topic);
      return TopicPile.of(client, topic);
    }
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    List<String> globs = InputFiles.globs(inputs);
    InputFiles.requirePresent(globs);
    return FilePile.matching(globs);
  }

  private static void check(Map<String, Object> client, String topic) {
    Map<String, String> properties = new HashMap<>();
    client.forEach((name, value) -> properties.put(name, String.valueOf(value)));
    try {
      KafkaPreflight.check(
          String.valueOf(client.get("bootstrap.servers")),
          topic,
          properties,
          KafkaPreflight.DEFAULT_TIMEOUT);
    } catch (ConnectorUnavailableException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
