package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.core.evaluation.RankingEvaluation;
import io.github.beamwatch.core.feature.EntityFeatures;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.FeaturePlan;
import io.github.beamwatch.core.feature.StableHash;
import io.github.beamwatch.core.generate.user.TransactionSlice;
import io.github.beamwatch.core.generate.user.TransactionText;
import io.github.beamwatch.core.generate.user.UserGenerator;
import io.github.beamwatch.core.generate.user.UserPopulation;
import io.github.beamwatch.core.ranking.EntityProfile;
import io.github.beamwatch.core.ranking.Insights;
import io.github.beamwatch.core.ranking.PopulationProfile;
import io.github.beamwatch.core.ranking.PopulationValues;
import io.github.beamwatch.core.ranking.ProfilePlan;
import io.github.beamwatch.core.ranking.RankedEntity;
import io.github.beamwatch.core.ranking.RankingResult;
import io.github.beamwatch.core.ranking.RankingResult.ScoreBin;
import io.github.beamwatch.core.ranking.Reasons;
import io.github.beamwatch.core.training.TrainedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A ranking of generated users, as a run makes it of files. */
final class SampleRanking {
  private static final FeaturePlan FEATURES =
      new FeaturePlan(
          "amount",
          List.of("purchase", "online", "withdrawal", "transfer", "deposit"),
          List.of("merchant_id", "ip", "country"),
          List.of(10, 50, 90),
          0,
          6);
  private static final ProfilePlan PROFILE =
      new ProfilePlan(List.of("hour", "weekday", "transaction_type", "country", "behaviour_type"));
  private static final int BINS = 80;

  private SampleRanking() {}

  /** A user with everything that is gathered of one. */
  private record User(String name, double[] row, double score, EntityProfile profile) {}

  static RankingResult of(int users, int top) {
    UserPopulation population =
        UserGenerator.seeded(1).withSize(users, 12 * users).withFraudShare(0.01).population();
    TransactionSlice events = population.slice(0, 1, 0, population.transactionsIn(1)[0]);
    EntityFeatures[] features = new EntityFeatures[users];
    EntityProfile[] profiles = new EntityProfile[users];
    for (int user = 0; user < users; user++) {
      features[user] = new EntityFeatures(FEATURES);
      profiles[user] = new EntityProfile(PROFILE);
      profiles[user].addValue(2, population.type(user).word());
    }
    for (int i = 0; i < events.size(); i++) {
      long time = 1000 * events.epochSecond(i);
      String type = events.type(i).word();
      features[events.user(i)].add(
          time,
          events.cents(i) / 100.0,
          FEATURES.types().indexOf(type),
          new long[] {
            StableHash.of(events.merchant(i)),
            StableHash.of(events.address(i)),
            StableHash.of(events.country(i))
          });
      profiles[events.user(i)].add(time);
      profiles[events.user(i)].addValue(0, type);
      profiles[events.user(i)].addValue(1, events.country(i));
    }
    List<double[]> rows = IntStream.range(0, users).mapToObj(i -> features[i].values()).toList();
    List<FeatureColumn> columns =
        FEATURES.names().stream()
            .map(
                name ->
                    new FeatureColumn(
                        name, FeatureColumn.Missing.MEDIAN, 0, FeatureColumn.Scaling.LOG))
            .toList();
    TrainedModel model = TrainedModel.train("auto", Map.of(), columns, rows, 1, "1.0.0");
    PopulationProfile everybody = new PopulationProfile(PROFILE);
    RankingEvaluation evaluation = new RankingEvaluation(List.of(10, 100));
    List<User> ranked = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      everybody.add(profiles[user]);
      double score = model.score(rows.get(user));
      String name = TransactionText.user(user);
      ranked.add(new User(name, rows.get(user), score, profiles[user]));
      evaluation.add(name, score, population.pattern(user).isPresent());
    }
    ranked.sort(Comparator.comparingDouble(User::score).reversed().thenComparing(User::name));
    List<User> head = ranked.subList(0, top);
    PopulationValues values = PopulationValues.of(FEATURES.names(), rows);
    List<RankedEntity> entities = new ArrayList<>();
    for (User user : head) {
      entities.add(
          new RankedEntity(
              entities.size() + 1,
              user.name(),
              user.score(),
              Arrays.stream(user.row()).boxed().toList(),
              Reasons.of(model, values, user.row(), 5),
              Instant.parse("2025-12-31T23:58:41Z"),
              Map.of()));
    }
    return new RankingResult(
        "user-behaviour",
        "Which users are unlike the others, and in what.",
        "3f2a9c01be77",
        "9b1de05c7a42",
        model.card().withMetrics(Map.of("auroc", 0.9712)),
        Instant.parse("2025-01-01T00:00:00Z"),
        Instant.parse("2025-12-31T23:58:41Z"),
        events.size(),
        231,
        users,
        FEATURES.names(),
        values.percentiles(),
        bins(ranked),
        model.threshold(),
        ranked.stream().filter(user -> user.score() >= model.threshold()).count(),
        entities,
        Insights.of(everybody, head.stream().map(User::profile).toList()),
        evaluation.measures(),
        RankingResult.Subject.ENTITIES);
  }

  private static List<ScoreBin> bins(List<User> ranked) {
    double highest = ranked.get(0).score();
    double lowest = ranked.get(ranked.size() - 1).score();
    double width = (highest - lowest) / BINS;
    long[] counts = new long[BINS];
    ranked.forEach(u -> counts[(int) Math.min(BINS - 1, (u.score() - lowest) / width)]++);
    return IntStream.range(0, BINS)
        .mapToObj(i -> new ScoreBin(lowest + i * width, lowest + (i + 1) * width, counts[i]))
        .toList();
  }
}
