package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.AlertsSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.events.EventModelSpec;
import io.github.beamwatch.core.spec.events.EventRankingSpec;
import io.github.beamwatch.core.spec.ranking.ModelSpec;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short name for what a spec decides: twelve hexadecimal digits that are equal for equal rules.
 *
 * <p>Hashed is the resolved spec in its {@linkplain CanonicalText canonical form}, so that neither
 * layout, comments, key order, a default written out nor the way a value came in matters. Left out
 * is what does not decide: the description, and all of {@code source}, {@code sinks} and {@code
 * alerts.sinks}. The same rules on other brokers or on files have the same version; and since
 * addresses and secrets live only there, no hash of a secret leaves the process.
 */
final class SpecVersion {

  private static final int DIGITS = 12;

  private SpecVersion() {}

  static String of(PipelineSpec spec) {
    return hash(canonical(spec));
  }

  /** Of a delivery: all but its source and sinks; a secret is the same whatever it is. */
  @SuppressWarnings("NullAway") // a record's null is its default, and a default is not written
  static String of(DeliverySpec spec) {
    return hash(
        CanonicalText.of(
            new DeliverySpec(
                spec.apiVersion(),
                spec.kind(),
                spec.name(),
                null,
                null,
                spec.routes(),
                null,
                spec.cooldown(),
                spec.group(),
                spec.channels(),
                null)));
  }

  /** Of a ranking: its parser, features and model, wherever that is kept. */
  @SuppressWarnings("NullAway") // a record's null is its default, and a default is not written
  static String of(RankingSpec spec) {
    return hash(
        CanonicalText.of(
            new RankingSpec(
                spec.apiVersion(),
                spec.kind(),
                spec.name(),
                null,
                null,
                spec.parse(),
                spec.features(),
                new ModelSpec(
                    spec.model().name(),
                    spec.model().parameters(),
                    spec.model().seed(),
                    spec.model().sampleRows(),
                    null,
                    null,
                    spec.model().imported()),
                null,
                null,
                null,
                null,
                null)));
  }

  /** Of a ranking of events, in the same way. */
  @SuppressWarnings("NullAway") // a record's null is its default, and a default is not written
  static String of(EventRankingSpec spec) {
    return hash(
        CanonicalText.of(
            new EventRankingSpec(
                spec.apiVersion(),
                spec.kind(),
                spec.name(),
                null,
                null,
                spec.parse(),
                spec.features(),
                null,
                new EventModelSpec(
                    spec.model().name(),
                    spec.model().parameters(),
                    spec.model().seed(),
                    spec.model().sampleRows(),
                    null,
                    null),
                null,
                null,
                null,
                null)));
  }

  private static String hash(String text) {
    byte[] canonical = text.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What is hashed. */
  @SuppressWarnings("NullAway") // a record's null is its default, and a default is not written
  static String canonical(PipelineSpec spec) {
    return CanonicalText.of(
        new PipelineSpec(
            spec.apiVersion(),
            spec.name(),
            null,
            null,
            spec.parse(),
            spec.measure(),
            spec.detect(),
            new AlertsSpec(spec.alerts().cooldown(), spec.alerts().sendResolved(), null),
            null));
  }
}
