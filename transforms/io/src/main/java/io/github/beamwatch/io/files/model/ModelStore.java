package io.github.beamwatch.io.files.model;

import io.github.beamwatch.core.contest.Contest;
import io.github.beamwatch.core.contest.ContestResult;
import io.github.beamwatch.core.contest.Measured;
import io.github.beamwatch.core.contest.Retraining;
import io.github.beamwatch.core.contest.Retraining.Outcome;
import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model file, and how a new model comes into it: the challenger takes the place of the champion
 * only where it is not worse on rows that were held back from both. The old file is kept beside it
 * as {@code FILE.previous}; what was said is in {@code FILE.contest.txt}. Nobody ever reads half a
 * model: files appear whole, under their name. Beam's file systems must be set up.
 */
public final class ModelStore {
  private static final String VERDICT = ".contest.txt";

  private final String path;

  private ModelStore(String path) {
    this.path = path;
  }

  /** The model file at this path of any Beam filesystem. */
  public static ModelStore at(String path) {
    return new ModelStore(path);
  }

  /**
   * The model; null where there is no file.
   *
   * @throws IOException with one sentence where it cannot be read, or is no model
   */
  public @Nullable TrainedModel read() throws IOException {
    byte[] bytes = new StoredFile(path).read();
    return bytes == null ? null : ModelFile.read(bytes);
  }

  /**
   * Brings a new model in, if it is not worse.
   *
   * @param challenger the new model
   * @param held rows that it has not learned from
   * @param bad whether each of them was bad; null without labels
   * @param always whether the new model is taken whatever it is worth
   * @param training tells one training from all others: done again after a failure, it does nothing
   * @throws IOException with one sentence where the old file cannot be read, or is no model
   */
  public Retraining offer(
      TrainedModel challenger,
      List<double[]> held,
      @Nullable List<Boolean> bad,
      boolean always,
      String training)
      throws IOException {
    byte[] old = new StoredFile(path).read();
    Retraining decided;
    Measured measured = null;
    if (held.size() < Contest.LEAST_ROWS) {
      String why =
          "Only %d rows are held back, and a comparison needs %d."
              .formatted(held.size(), Contest.LEAST_ROWS);
      Outcome outcome = old == null ? Outcome.FIRST : always ? Outcome.FORCED : Outcome.KEPT;
      decided = new Retraining(path, outcome, null, why, null);
    } else {
      Contest contest = Contest.on(held, bad, challenger.card().seed());
      measured = contest.measure(challenger);
      decided = decide(contest, challenger, measured, old, always);
    }
    byte[] bytes =
        ModelFile.bytes(measured == null ? challenger : challenger.withMetrics(measured.metrics()));
    if (old != null && Arrays.equals(old, bytes)) {
      if (!doneAlready(training)) {
        decided = new Retraining(path, Outcome.SAME, null, "", measured);
        say(decided, training);
      }
      return decided;
    }
    if (decided.outcome() != Outcome.KEPT) {
      if (old != null) {
        new StoredFile(path + Retraining.PREVIOUS).write(old);
      }
      // Before the model, so that a training that is done again after it finds its own words.
      say(decided, training);
      new StoredFile(path).write(bytes);
    } else {
      say(decided, training);
    }
    return decided;
  }

  private Retraining decide(
      Contest contest,
      TrainedModel challenger,
      Measured measured,
      byte @Nullable [] old,
      boolean always)
      throws IOException {
    if (old == null) {
      return new Retraining(path, Outcome.FIRST, null, "", measured);
    }
    TrainedModel champion;
    try {
      champion = ModelFile.read(old);
    } catch (IOException e) {
      if (!always) {
        throw e;
      }
      String why = "They cannot be compared: the old file is no model that can be read.";
      return new Retraining(path, Outcome.FORCED, null, why, measured);
    }
    List<String> names = challenger.features().stream().map(FeatureColumn::name).toList();
    try {
      champion.requireFeatures(names);
    } catch (IllegalArgumentException e) {
      String why = "They cannot be compared: " + e.getMessage() + ".";
      return new Retraining(path, always ? Outcome.FORCED : Outcome.KEPT, null, why, measured);
    }
    ContestResult result = contest.judge(champion, challenger);
    Outcome outcome =
        result.challengerWins() ? Outcome.REPLACED : always ? Outcome.FORCED : Outcome.KEPT;
    return new Retraining(path, outcome, result, "", measured);
  }

  private void say(Retraining decided, String training) throws IOException {
    String text = decided.paragraph() + "\n" + "training " + training + "\n";
    new StoredFile(path + VERDICT).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean doneAlready(String training) throws IOException {
    byte[] said = new StoredFile(path + VERDICT).read();
    return said != null
        && new String(said, StandardCharsets.UTF_8).endsWith("training " + training + "\n");
  }

  /** Where it is said what became of a model that was offered to this file. */
  public static String verdictOf(String path) {
    return path + VERDICT;
  }

  /**
   * What was said of this training; null where nothing was.
   *
   * @throws IOException where it cannot be read
   */
  public @Nullable String verdict(String training) throws IOException {
    byte[] said = new StoredFile(path + VERDICT).read();
    if (said == null || !doneAlready(training)) {
      return null;
    }
    return new String(said, StandardCharsets.UTF_8).lines().findFirst().orElse(null);
  }
}
