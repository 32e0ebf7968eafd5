package io.github.beamwatch.pipelines;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.beam.delivery.CoolDown;
import io.github.beamwatch.beam.delivery.RouteAlerts;
import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.beam.parse.RawBatch;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.core.event.EventTimeReader;
import io.github.beamwatch.core.spec.FilesSourceSpec;
import io.github.beamwatch.core.spec.KafkaSourceSpec;
import io.github.beamwatch.core.spec.delivery.CooldownSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.io.deliver.ReadAlertFiles;
import io.github.beamwatch.io.deliver.SendMessages;
import io.github.beamwatch.io.kafka.KafkaSource;
import java.time.Duration;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Composes a delivery into a pipeline: source, routes, cooldown, channels, dead letters. A stream
 * does not wait for its channels: a ledger tells the source what is settled.
 */
public final class DeliveryPipeline {

  /** Delivery looks at no event time: nothing of a topic is ever late. */
  private static final EventTimeReader NO_TIMES = record -> EventTimeReader.UNREADABLE;

  private DeliveryPipeline() {}

  /** Adds the whole job to the pipeline. */
  public static void build(
      Pipeline pipeline, DeliverySpec spec, String specVersion, RunSettings settings) {
    Outputs outputs = new Outputs(spec.connectors(), specVersion, settings);
    String run = spec.name() + "-" + UUID.randomUUID();
    RouteAlerts route = RouteAlerts.by(spec);
    SendMessages send = SendMessages.by(spec, run);
    FilesSourceSpec files = spec.source().files();
    boolean stream = files == null;

    PCollection<RawBatch> records =
        files == null
            ? readTopic(pipeline, spec, settings, run)
            : pipeline.apply("ReadAlerts", ReadAlertFiles.of(files.paths()));
    PCollectionTuple routed = records.apply("RouteAlerts", stream ? route.withLedger(run) : route);
    PCollection<RoutedAlert> alerts = routed.get(RouteAlerts.ALERTS);
    CooldownSpec cooldown = spec.cooldown();
    if (cooldown != null && inState(spec, cooldown)) {
      CoolDown coolDown = CoolDown.quietFor(cooldown.quietFor());
      alerts = alerts.apply("CoolDown", stream ? coolDown.withLedger(run) : coolDown);
    }
    PCollection<DeadLetter> undelivered =
        alerts.apply("SendMessages", stream ? send.withLedger() : send);

    outputs.deadLetters(
        PCollectionList.of(routed.get(RouteAlerts.DEAD_LETTERS))
            .and(undelivered)
            .apply("DeadLetters", Flatten.pCollections()));
    outputs.writeFiles();
  }

  private static boolean inState(DeliverySpec spec, CooldownSpec cooldown) {
    return cooldown.store() == CooldownSpec.Store.STATE || spec.redis() == null;
  }

  private static PCollection<RawBatch> readTopic(
      Pipeline pipeline, DeliverySpec spec, RunSettings settings, String run) {
    KafkaSourceSpec kafka = requireNonNull(spec.source().kafka(), "a checked spec has a source");
    KafkaSource read = KafkaSource.read(kafka, NO_TIMES, Duration.ZERO, Duration.ZERO);
    if (settings.kafkaPartitions() > 0) {
      read = read.withPartitions(settings.kafkaPartitions());
    }
    return pipeline.apply("ReadAlerts", read.settledBatches(run));
  }
}
