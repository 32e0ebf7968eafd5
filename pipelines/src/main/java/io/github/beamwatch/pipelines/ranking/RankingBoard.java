package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.core.ranking.RankingResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Results that jobs inside this process have come to, by run: for whoever started one and wants to
 * print it. On a cluster there is nothing here.
 */
public final class RankingBoard {
  private static final Map<String, RankingResult> RESULTS = new ConcurrentHashMap<>();

  private RankingBoard() {}

  static void show(String run, RankingResult result) {
    RESULTS.put(run, result);
  }

  /** Takes a run's result down. */
  public static Optional<RankingResult> take(String run) {
    return Optional.ofNullable(RESULTS.remove(run));
  }
}
