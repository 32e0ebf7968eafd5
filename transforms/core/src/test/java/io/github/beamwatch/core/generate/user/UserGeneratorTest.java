package io.github.beamwatch.core.generate.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserGeneratorTest {

  private static final int USERS = 4_000;
  private static final int TRANSACTIONS = 40_000;
  private static final UserGenerator GENERATOR =
      UserGenerator.seeded(7).withSize(USERS, TRANSACTIONS).withFraudShare(0.05);
  private static final UserPopulation POPULATION = GENERATOR.population();

  @Test
  void asManyTransactionsAsWanted() throws IOException {
    List<String> rows = rows(POPULATION, 1);
    assertThat(rows).hasSize(TRANSACTIONS);
    assertThat(rows.get(0)).startsWith("1,2025-01-01T00:");
    assertThat(rows)
        .allMatch(
            row ->
                row.matches(
                    "\\d+,2025-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ,u\\d{7},\\d+\\.\\d\\d,"
                        + "(purchase|online|withdrawal|transfer|deposit),m\\d{6},"
                        + "\\d+\\.\\d+\\.\\d+\\.\\d+,[A-Z]{2}"));
  }

  @Test
  void idsAscendWithTheTime() throws IOException {
    long before = 0;
    String time = "";
    for (String row : rows(POPULATION, 1)) {
      String[] columns = row.split(",");
      assertThat(Long.parseLong(columns[0])).isEqualTo(before + 1);
      assertThat(columns[1]).isGreaterThanOrEqualTo(time);
      before++;
      time = columns[1];
    }
  }

  @Test
  void theSameInAnyNumberOfParts() throws IOException {
    assertThat(rows(POPULATION, 7)).isEqualTo(rows(POPULATION, 1));
    assertThat(rows(GENERATOR.population(), 64)).isEqualTo(rows(POPULATION, 1));
  }

  @Test
  void anotherSeedAnotherData() throws IOException {
    UserGenerator other = UserGenerator.seeded(8).withSize(USERS, TRANSACTIONS);
    assertThat(rows(other.population(), 1)).doesNotContainAnyElementsOf(rows(POPULATION, 1));
  }

  @Test
  void typesInEqualPartsAndPatternsInEqualParts() {
    Map<BehaviourType, Integer> types = new HashMap<>();
    Map<String, Integer> patterns = new HashMap<>();
    for (int user = 0; user < USERS; user++) {
      types.merge(POPULATION.type(user), 1, Integer::sum);
      patterns.merge(
          POPULATION.pattern(user).map(FraudPattern::word).orElse("none"), 1, Integer::sum);
    }
    assertThat(types.values()).containsOnly(USERS / 4).hasSize(4);
    assertThat(patterns.remove("none")).isEqualTo(USERS - USERS / 20);
    assertThat(patterns.values()).containsOnly(USERS / 100).hasSize(5);
  }

  @Test
  void strengthIsGradedWhereThereIsFraud() {
    double[] strengths =
        IntStream.range(0, USERS)
            .filter(user -> POPULATION.pattern(user).isPresent())
            .mapToDouble(POPULATION::strength)
            .sorted()
            .toArray();
    assertThat(strengths[0]).isEqualTo(PlantedFraud.WEAKEST);
    assertThat(strengths[strengths.length / 2]).isCloseTo(PlantedFraud.MEDIAN, within(0.15));
    assertThat(strengths[strengths.length - 1]).isGreaterThan(1.8);
    int honest =
        IntStream.range(0, USERS)
            .filter(u -> POPULATION.pattern(u).isEmpty())
            .findAny()
            .orElseThrow();
    assertThat(POPULATION.strength(honest)).isZero();
  }

  @Test
  void looseOnesActMoreOftenAndAggressiveOnesForMore() {
    TransactionSlice all = POPULATION.slice(0, 1, 0, TRANSACTIONS);
    double[][] sums = new double[4][2];
    for (int i = 0; i < all.size(); i++) {
      if (!all.planted(i)) {
        int type = POPULATION.type(all.user(i)).ordinal();
        sums[type][0]++;
        sums[type][1] += all.cents(i) / 100.0;
      }
    }
    ToDoubleFunction<BehaviourType> count = type -> sums[type.ordinal()][0];
    ToDoubleFunction<BehaviourType> mean =
        type -> sums[type.ordinal()][1] / sums[type.ordinal()][0];
    assertThat(count.applyAsDouble(BehaviourType.LOOSE_PASSIVE))
        .isGreaterThan(1.5 * count.applyAsDouble(BehaviourType.TIGHT_PASSIVE));
    assertThat(count.applyAsDouble(BehaviourType.LOOSE_AGGRESSIVE))
        .isGreaterThan(1.5 * count.applyAsDouble(BehaviourType.TIGHT_AGGRESSIVE));
    assertThat(mean.applyAsDouble(BehaviourType.LOOSE_AGGRESSIVE))
        .isGreaterThan(1.5 * mean.applyAsDouble(BehaviourType.LOOSE_PASSIVE));
    assertThat(mean.applyAsDouble(BehaviourType.TIGHT_AGGRESSIVE))
        .isGreaterThan(1.5 * mean.applyAsDouble(BehaviourType.TIGHT_PASSIVE));
  }

  @Test
  void plantedTransactionsAreThoseOfUsersWithFraud() {
    TransactionSlice all = POPULATION.slice(0, 1, 0, TRANSACTIONS);
    Set<Integer> users = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.planted(i)) {
        users.add(all.user(i));
      }
    }
    assertThat(users).hasSize(USERS / 20).allMatch(user -> POPULATION.pattern(user).isPresent());
  }

  @Test
  void labelsOfUsers() {
    List<String> rows = new ArrayList<>();
    UserLabels.users(POPULATION, rows::add);
    assertThat(rows)
        .hasSize(USERS)
        .allMatch(
            row ->
                row.matches(
                    "u\\d{7},(loose|tight)-(passive|aggressive),"
                        + "((card_testing|account_takeover|night_burst|money_mule|under_limit),"
                        + "[012]\\.\\d+|none,0\\.0)"));
  }

  @Test
  void labelsOfTransactionsBecomeKnownLater() {
    TransactionSlice all = POPULATION.slice(0, 1, 0, TRANSACTIONS);
    List<String> rows = new ArrayList<>();
    UserLabels.transactions(all, rows::add);
    long planted = IntStream.range(0, TRANSACTIONS).filter(all::planted).count();
    assertThat(rows.stream().filter(row -> row.contains(",fraud,"))).hasSize((int) planted);
    assertThat(rows.stream().filter(row -> row.contains(",legit,")).count())
        .isBetween((long) (0.005 * TRANSACTIONS), (long) (0.015 * TRANSACTIONS));
    assertThat(rows)
        .allSatisfy(
            row -> {
              String[] columns = row.split(",");
              assertThat(Instant.parse(columns[4])).isAfter(Instant.parse(columns[2]));
            });
  }

  @Test
  void badRowsComeOnTop() throws IOException {
    UserPopulation with = GENERATOR.withBadRowsPerThousand(20).population();
    List<String> rows = rows(with, 3);
    List<String> bad = new ArrayList<>(rows);
    bad.removeAll(rows(POPULATION, 1));
    assertThat(rows).hasSize(TRANSACTIONS + bad.size());
    assertThat(bad.size()).isBetween(600, 1_000);
    assertThat(bad)
        .anyMatch(row -> row.split(",").length == 3)
        .anyMatch(row -> row.contains(",twelve,"))
        .anyMatch(row -> row.contains(",-"))
        .anyMatch(row -> row.contains(",yesterday,"))
        .anyMatch(row -> row.contains(",2075-") || row.contains(",2074-"))
        .anyMatch(row -> row.contains(",1970-01-01T00:00:00Z,"))
        .anyMatch(row -> row.contains(",,"));
  }

  @Test
  void typedFilesHoldOnlyBadRowsThatTheyCanHold() {
    BadRows typed = BadRows.typed(GENERATOR.withBadRowsPerThousand(500));
    for (int id = 1; id < 2_000; id++) {
      assertThat(typed.after(id).map(BadRow::typed).orElse(true)).isTrue();
    }
  }

  @Test
  void impossibleSettings() {
    assertThatThrownBy(() -> UserGenerator.seeded(1).withSize(1_000, 4_000))
        .hasMessage("transactions of so many users must be 6000 to 1000000000, but is 4000");
    assertThatThrownBy(() -> UserGenerator.seeded(1).withFraudShare(0.6))
        .hasMessage("fraud share must be 0 to 0.5, but is 0.6");
    assertThatThrownBy(() -> UserGenerator.seeded(1).withTime(UserGenerator.DEFAULT_START, 3))
        .hasMessage("days must be 14 to 3660, but is 3");
  }

  private static List<String> rows(UserPopulation population, int parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransactionCsv csv = new TransactionCsv(out);
    int[] counts = population.transactionsIn(parts);
    int before = 0;
    for (int part = 0; part < parts; part++) {
      csv.rows(population.slice(part, parts, before, counts[part]));
      before += counts[part];
    }
    csv.flush();
    return out.toString(StandardCharsets.ISO_8859_1).lines().toList();
  }
}
