package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.evaluation.RankingEvaluation;
import io.github.beamwatch.core.feature.StableHash;
import io.github.beamwatch.core.training.ModelCard;
import io.github.beamwatch.core.training.RowSampler;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that is told of a ranking but the place of each entity: counts, the spread of scores
 * and features, the head. Gathered in parts and merged; neither order nor parts move a bit.
 *
 * <p>Some megabytes at most, whatever the number of entities. Not thread-safe.
 */
public final class RankingTally {
  private static final byte VERSION = 3;

  /** So many entities tell the percentiles of everybody. */
  private static final int SAMPLED = 20_000;

  private static final int BINS = 50;

  private final TallyPlan plan;
  private final int count;
  private long entities;
  private long left;
  private long anomalies;
  private long events;
  private long dead;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private ScoreCounts scores = new ScoreCounts();
  private StandingSample standings = new StandingSample();
  private RowSampler values = new RowSampler(SAMPLED, 0);
  private PopulationProfile everybody;
  private TopEntities top;
  private RankingEvaluation evaluation;

  /**
   * Of nobody yet.
   *
   * @param count how many entities its head has
   */
  public RankingTally(TallyPlan plan, int count) {
    this.plan = plan;
    this.count = count;
    this.everybody = new PopulationProfile(plan.profile());
    this.top = new TopEntities(count);
    this.evaluation = new RankingEvaluation(firsts());
  }

  /** So many first ones are looked at for how many of them are bad: the head is one of these. */
  private Set<Integer> firsts() {
    Set<Integer> firsts = new TreeSet<>();
    if (plan.labelled()) {
      firsts.addAll(RankingEvaluation.FIRSTS);
      if (count > 0) {
        firsts.add(count);
      }
    }
    return firsts;
  }

  /** Adds records that were not used. */
  public void addDead(long records) {
    dead += records;
  }

  /**
   * Adds an entity; a score that is NaN leaves it out.
   *
   * @param threshold the score from which it is an anomaly
   */
  public void add(FeatureRow row, double score, double threshold) {
    events += row.events();
    first = Math.min(first, row.first());
    last = Math.max(last, row.last());
    if (Double.isNaN(score)) {
      left++;
      return;
    }
    entities++;
    anomalies += score >= threshold ? 1 : 0;
    scores.add(score);
    standings.add(score, row.name());
    values.add(StableHash.of(row.name(), 0, row.name().length), row.values());
    everybody.add(row.profile());
    top.add(score, row);
    if (plan.labelled()) {
      evaluation.add(new String(row.name(), StandardCharsets.UTF_8), score, row.bad());
    }
  }

  /** Adds the entities of another part of the same ranking. */
  public void addAll(RankingTally other) {
    entities += other.entities;
    left += other.left;
    anomalies += other.anomalies;
    events += other.events;
    dead += other.dead;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    scores.addAll(other.scores);
    standings.addAll(other.standings);
    values.addAll(other.values);
    everybody.addAll(other.everybody);
    top.addAll(other.top);
    evaluation.addAll(other.evaluation);
  }

  /** How many entities were ranked. */
  public long entities() {
    return entities;
  }

  /** How many were left out, because a feature is missing. */
  public long left() {
    return left;
  }

  /** How many reach the model's threshold. */
  public long anomalies() {
    return anomalies;
  }

  /** Where the shards of the whole ranking begin. */
  public ShardBounds bounds() {
    return ShardBounds.of(standings.sorted(), entities);
  }

  /**
   * Everything a report says.
   *
   * @param name of the pipeline
   * @param reasons so many of each entity at most
   * @param modelVersion of the model's file
   */
  public RankingResult result(
      String name,
      String description,
      String specVersion,
      TrainedModel model,
      String modelVersion,
      int reasons) {
    PopulationValues population = PopulationValues.of(plan.names(), values.rows());
    List<RankedEntity> ranked = new ArrayList<>();
    List<EntityProfile> profiles = new ArrayList<>();
    for (TopEntities.Member member : top.sorted()) {
      List<Double> row = new ArrayList<>();
      for (double value : member.values()) {
        row.add(value);
      }
      ranked.add(
          new RankedEntity(
              ranked.size() + 1L,
              new String(member.standing().name(), StandardCharsets.UTF_8),
              member.standing().score(),
              row,
              Reasons.of(model, population, member.values(), reasons),
              Instant.ofEpochMilli(
                  plan.subject() == RankingResult.Subject.EVENTS ? member.time() : last),
              details(member)));
      profiles.add(member.profile());
    }
    ModelCard card = model.card();
    return new RankingResult(
        name,
        description,
        specVersion,
        modelVersion,
        card,
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last),
        events,
        dead,
        entities,
        population.names(),
        population.percentiles(),
        scores.bins(BINS),
        model.threshold(),
        anomalies,
        ranked,
        Insights.of(everybody, profiles),
        plan.labelled() ? evaluation.measures() : Map.of(),
        plan.subject());
  }

  private Map<String, String> details(TopEntities.Member member) {
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 0; i < member.details().size(); i++) {
      details.put(plan.details().get(i), member.details().get(i));
    }
    return details;
  }

  /** Equal tallies give equal bytes. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    DataOutputStream data = new DataOutputStream(out);
    out.write(VERSION);
    out.number(entities);
    out.number(left);
    out.number(anomalies);
    out.number(events);
    out.number(dead);
    out.eight(first);
    out.eight(last);
    scores.writeTo(out);
    standings.writeTo(out);
    try {
      values.writeTo(data);
      everybody.writeTo(data);
      top.writeTo(out);
      evaluation.writeTo(data);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws IOException where the bytes are of another version
   */
  public static RankingTally read(TallyPlan plan, int count, byte[] bytes) throws IOException {
    ByteReader in = new ByteReader(bytes);
    DataInputStream data = new DataInputStream(in);
    byte version = in.one();
    if (version != VERSION) {
      throw new IOException("a ranking in version %d, not %d".formatted(version, VERSION));
    }
    RankingTally read = new RankingTally(plan, count);
    read.entities = in.number();
    read.left = in.number();
    read.anomalies = in.number();
    read.events = in.number();
    read.dead = in.number();
    read.first = in.eight();
    read.last = in.eight();
    read.scores = ScoreCounts.readFrom(in);
    read.standings = StandingSample.readFrom(in);
    read.values = RowSampler.readFrom(data);
    read.everybody = PopulationProfile.readFrom(plan.profile(), data);
    read.top = TopEntities.readFrom(count, plan, in);
    read.evaluation = RankingEvaluation.readFrom(read.firsts(), data);
    return read;
  }
}
