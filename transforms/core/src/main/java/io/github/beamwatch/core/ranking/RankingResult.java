package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.training.ModelCard;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ranking in short: everything that its report says.
 *
 * @param name of the pipeline
 * @param description one sentence, or empty
 * @param specVersion of its spec
 * @param modelVersion twelve hexadecimal digits, equal for equal model files
 * @param model what is known of the model
 * @param from the earliest event
 * @param until the latest event
 * @param events that were used
 * @param deadLetters records that were not
 * @param entities how many were ranked
 * @param features their names, in the order of all values
 * @param percentiles by feature, the values of everybody at {@link #PERCENTS}
 * @param scores how everybody's scores are spread
 * @param threshold the score from which the model calls an entity an anomaly
 * @param anomalies how many reach it
 * @param top the most unusual entities, in the order of their rank
 * @param insights what the top has in common, the surest first
 * @param evaluation what was measured against labels, by name, such as {@code auroc}; empty without
 *     labels
 * @param subject what is ranked; all that is called an entity here is one of these
 */
public record RankingResult(
    String name,
    String description,
    String specVersion,
    String modelVersion,
    ModelCard model,
    Instant from,
    Instant until,
    long events,
    long deadLetters,
    long entities,
    List<String> features,
    Map<String, List<Double>> percentiles,
    List<ScoreBin> scores,
    double threshold,
    long anomalies,
    List<RankedEntity> top,
    List<Insight> insights,
    Map<String, Double> evaluation,
    Subject subject)
    implements Serializable {

  /** What is ranked. */
  public enum Subject {
    /** Users, cards, devices: each by all of its events. */
    ENTITIES,
    /** Single events. */
    EVENTS;

    /** In words, as many. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the population's percentiles are taken. */
  public static final List<Integer> PERCENTS = List.of(1, 5, 25, 50, 75, 95, 99);

  public RankingResult {
    features = List.copyOf(features);
    percentiles = Collections.unmodifiableMap(new TreeMap<>(percentiles));
    scores = List.copyOf(scores);
    top = List.copyOf(top);
    insights = List.copyOf(insights);
    evaluation = Collections.unmodifiableMap(new TreeMap<>(evaluation));
  }

  /**
   * How many entities have a score in a range.
   *
   * @param from the least score
   * @param to the score below which it ends
   * @param entities how many
   */
  public record ScoreBin(double from, double to, long entities) implements Serializable {}
}
