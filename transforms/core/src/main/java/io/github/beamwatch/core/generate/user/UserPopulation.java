package io.github.beamwatch.core.generate.user;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.List;
import java.util.Optional;

/** Who the users are, how many transactions each has, and when. */
public final class UserPopulation {

  private static final int HOURS_PER_DAY = 24;

  private final UserGenerator settings;
  private final long rhythms;
  private final long profiles;
  private final long frauds;
  private final long details;

  /** A random order of the users: the first ones have fraud, and the types take turns. */
  private final int[] places;

  /** Where each user's own transactions begin among the times; one entry more than users. */
  private final int[] begins;

  private final int[] times;

  UserPopulation(UserGenerator settings) {
    this.settings = settings;
    rhythms = purpose("rhythms");
    profiles = purpose("profiles");
    frauds = purpose("frauds");
    details = purpose("details");
    places = shuffled(settings.users(), SeededRandom.of(settings.seed(), "places"));
    begins = begins();
    times = times();
  }

  private long purpose(String name) {
    return SeededRandom.of(settings.seed(), name).nextLong();
  }

  private static int[] shuffled(int count, SeededRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private int[] begins() {
    int users = settings.users();
    long wanted = settings.transactions();
    for (int user = 0; user < users; user++) {
      if (pattern(user).isPresent()) {
        wanted -= planted(user).size();
      }
    }
    int[] counts = new int[users];
    double mean = wanted / (double) users;
    long sum = 0;
    Draws draws = Draws.of(purpose("counts"), 0);
    for (int user = 0; user < users; user++) {
      int count = draws.poisson(mean * rhythm(user).activity);
      counts[user] = Math.max(UserGenerator.LEAST_PER_USER, count);
      sum += counts[user];
    }
    // Chance leaves a few too many or too few.
    for (int user = 0; sum != wanted; user = (user + 1) % users) {
      if (sum < wanted) {
        counts[user]++;
        sum++;
      } else if (counts[user] > UserGenerator.LEAST_PER_USER) {
        counts[user]--;
        sum--;
      }
    }
    int[] ascending = new int[users + 1];
    for (int user = 0; user < users; user++) {
      ascending[user + 1] = ascending[user] + counts[user];
    }
    return ascending;
  }

  private int[] times() {
    long startDay = settings.start().getEpochSecond() / (HOURS_PER_DAY * 3_600);
    long purpose = purpose("times");
    int[] seconds = new int[begins[settings.users()]];
    for (int user = 0; user < settings.users(); user++) {
      Draws draws = Draws.of(purpose, user);
      rhythm(user).times(draws, startDay, settings.days(), seconds, begins[user], begins[user + 1]);
    }
    return seconds;
  }

  /** The settings that it was made from. */
  public UserGenerator settings() {
    return settings;
  }

  /** The user's behaviour. */
  public BehaviourType type(int user) {
    return BehaviourType.at(places[user]);
  }

  /** What is planted into the user's transactions, if anything. */
  public Optional<FraudPattern> pattern(int user) {
    return places[user] < settings.plantedUsers()
        ? Optional.of(FraudPattern.at(places[user]))
        : Optional.empty();
  }

  /** How plain the user's fraud is: from 0.3 to 1, and 0 where there is none. */
  public double strength(int user) {
    return pattern(user).map(pattern -> fraud(user, pattern).strength()).orElse(0.0);
  }

  /** How many transactions there are in each of so many equal parts of the time. */
  public int[] transactionsIn(int parts) {
    int[] counts = new int[parts];
    for (int second : times) {
      counts[part(second, parts)]++;
    }
    for (int user = 0; user < settings.users(); user++) {
      for (Transaction transaction : planted(user)) {
        counts[part(transaction.second, parts)]++;
      }
    }
    return counts;
  }

  private int part(int second, int parts) {
    return (int) ((long) second * parts / settings.seconds());
  }

  /**
   * The transactions of one of so many equal parts of the time, in its order.
   *
   * @param before how many transactions the parts before it have
   * @param count how many this one has
   */
  public TransactionSlice slice(int part, int parts, int before, int count) {
    TransactionSlice slice = new TransactionSlice(settings, before, count);
    int from = (int) (((long) part * settings.seconds() + parts - 1) / parts);
    int to = (int) (((part + 1L) * settings.seconds() + parts - 1) / parts);
    Transaction transaction = new Transaction();
    for (int user = 0; user < settings.users(); user++) {
      Profile profile = null;
      for (int i = begins[user]; i < begins[user + 1]; i++) {
        if (times[i] >= from && times[i] < to) {
          profile = profile == null ? profile(user) : profile;
          profile.act(times[i], Draws.of(details, i), transaction);
          slice.add(user, transaction);
        }
      }
      for (Transaction planted : planted(user)) {
        if (planted.second >= from && planted.second < to) {
          slice.add(user, planted);
        }
      }
    }
    slice.sort();
    return slice;
  }

  private Rhythm rhythm(int user) {
    return new Rhythm(type(user), Draws.of(rhythms, user), settings.days());
  }

  private Profile profile(int user) {
    return new Profile(rhythm(user), Draws.of(profiles, user), Draws.mixed(profiles, ~user));
  }

  private List<Transaction> planted(int user) {
    return places[user] < settings.plantedUsers()
        ? fraud(user, FraudPattern.at(places[user])).transactions()
        : List.of();
  }

  private PlantedFraud fraud(int user, FraudPattern pattern) {
    return new PlantedFraud(pattern, profile(user), Draws.of(frauds, user), settings.days());
  }
}
