package io.github.beamwatch.core.training;

import io.github.beamwatch.core.feature.FeatureColumn;
import io.github.beamwatch.core.feature.Preparation;
import io.github.beamwatch.core.model.GradientBoosting;
import io.github.beamwatch.core.model.ImportedModel;
import io.github.beamwatch.core.model.ModelImporter;
import io.github.beamwatch.core.model.RowModel;
import io.github.beamwatch.core.model.RowModels;
import io.github.beamwatch.core.model.SequenceModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model together with what it needs to be used elsewhere: the features in their order, how
 * missing values and scales are treated, and its card. Not changed by scoring, so that threads may
 * share it.
 */
public final class TrainedModel {
  private static final int MOST_NAMES = 5;

  private final ModelCard card;
  private final Preparation preparation;
  private final RowModel.Fitted fitted;

  TrainedModel(ModelCard card, Preparation preparation, RowModel.Fitted fitted) {
    this.card = card;
    this.preparation = preparation;
    this.fitted = fitted;
  }

  /**
   * Trains a model on a sample of rows. The order of the rows does not matter.
   *
   * @param model its kind
   * @param parameters those that are not to have their defaults
   * @param features what the rows' values are, in their order, and what is done to them
   * @param rows NaN where a value is missing
   * @param createdBy the version that trains
   * @throws IllegalArgumentException with a sentence where there is no such model or parameter, or
   *     no row is left to train on
   */
  public static TrainedModel train(
      String model,
      Map<String, Double> parameters,
      List<FeatureColumn> features,
      List<double[]> rows,
      long seed,
      String createdBy) {
    RowModel algorithm =
        RowModels.named(model)
            .orElseThrow(() -> new IllegalArgumentException("there is no model " + model))
            .with(parameters);
    Preparation preparation = Preparation.fit(features, rows);
    TrainingRows usable = TrainingRows.of(model, preparation, rows, null);
    ModelCard card = usable.card(model, parameters, seed, createdBy);
    return new TrainedModel(card, preparation, algorithm.fit(usable.rows(), seed));
  }

  /**
   * Trains {@code gradient_boosting} on rows whose labels are known.
   *
   * @param bad whether each row was bad
   * @throws IllegalArgumentException with a sentence, as {@link #train} does, or where all rows
   *     that are left are of one kind
   */
  public static TrainedModel trainLabelled(
      Map<String, Double> parameters,
      List<FeatureColumn> features,
      List<double[]> rows,
      List<Boolean> bad,
      long seed,
      String createdBy) {
    GradientBoosting algorithm = GradientBoosting.with(parameters);
    Preparation preparation = Preparation.fit(features, rows);
    TrainingRows usable = TrainingRows.of(GradientBoosting.NAME, preparation, rows, bad);
    ModelCard card = usable.card(GradientBoosting.NAME, parameters, seed, createdBy);
    return new TrainedModel(card, preparation, algorithm.fit(usable.rows(), usable.labels(), seed));
  }

  /**
   * Trains {@code lstm} on the newest events of each entity.
   *
   * @param features the last of them those of {@code RecentEvents}, whose missing values are kept
   * @param length how many events those are
   * @param types how many types of events are told apart
   * @throws IllegalArgumentException with a sentence, as {@link #train} does, or where no entity
   *     has two events
   */
  public static TrainedModel trainSequences(
      Map<String, Double> parameters,
      List<FeatureColumn> features,
      int length,
      int types,
      List<double[]> rows,
      long seed,
      String createdBy) {
    Preparation preparation = Preparation.fit(features, rows);
    TrainingRows usable = TrainingRows.of(SequenceModel.NAME, preparation, rows, null);
    ModelCard card = usable.card(SequenceModel.NAME, parameters, seed, createdBy);
    return new TrainedModel(
        card, preparation, RecentSequences.fit(parameters, length, types, usable.rows(), seed));
  }

  /**
   * Sees to it that parameters are those of {@code lstm}.
   *
   * @throws IllegalArgumentException with one sentence where one is unknown or out of range
   */
  public static void requireSequenceParameters(Map<String, Double> parameters) {
    RecentSequences.model(parameters);
  }

  /**
   * Takes a model that another program trained. Rows are prepared for it as for any other; nothing
   * else is learned of them.
   *
   * @param importer of its format
   * @param file its bytes
   * @param rows such as will be scored; NaN where a value is missing
   * @param createdBy the version that imports
   * @throws IOException with a sentence where the file cannot be used, or takes other rows
   * @throws IllegalArgumentException with a sentence, as {@link #train} does
   */
  public static TrainedModel imported(
      ModelImporter importer,
      byte[] file,
      Map<String, Double> parameters,
      List<FeatureColumn> features,
      List<double[]> rows,
      String createdBy)
      throws IOException {
    Preparation preparation = Preparation.fit(features, rows);
    TrainingRows usable = TrainingRows.of(importer.name(), preparation, rows, null);
    ModelCard card = usable.card(importer.name(), parameters, 0, createdBy);
    return new TrainedModel(
        card, preparation, ImportedModel.of(importer, file, parameters, usable.rows()));
  }

  /** What is written down of it. */
  public ModelCard card() {
    return card;
  }

  /** The same model with what was measured of it. */
  public TrainedModel withMetrics(Map<String, Double> measured) {
    return new TrainedModel(card.withMetrics(measured), preparation, fitted);
  }

  /** The features it was trained on, in the order of the values of a row. */
  public List<FeatureColumn> features() {
    return preparation.columns();
  }

  /** The score at and above which a row is an anomaly. */
  public double threshold() {
    return fitted.threshold();
  }

  /**
   * Sees to it that rows are what the model was trained on.
   *
   * @param names of the rows' features, in their order
   * @throws IllegalArgumentException with a sentence where they are others, or in another order
   */
  public void requireFeatures(List<String> names) {
    List<String> own = features().stream().map(FeatureColumn::name).toList();
    if (own.equals(names)) {
      return;
    }
    Set<String> lacking = new LinkedHashSet<>(own);
    lacking.removeAll(names);
    Set<String> unknown = new LinkedHashSet<>(names);
    unknown.removeAll(own);
    List<String> differences = new ArrayList<>();
    if (!lacking.isEmpty()) {
      differences.add("it was trained on %s too".formatted(said(lacking)));
    }
    if (!unknown.isEmpty()) {
      differences.add("it was not trained on %s".formatted(said(unknown)));
    }
    if (differences.isEmpty()) {
      differences.add("it has the same in another order, " + String.join(", ", own));
    }
    throw new IllegalArgumentException(
        "the model %s does not fit the features of the spec: %s"
            .formatted(card.model(), String.join("; ", differences)));
  }

  private static String said(Set<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : "%s and %d others"
            .formatted(
                names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")),
                names.size() - MOST_NAMES);
  }

  /** A row's score; NaN for one that is left out because a value is missing. */
  public double score(double[] row) {
    double[] seen = preparation.apply(row);
    return seen == null ? Double.NaN : fitted.score(seen);
  }

  /** What each feature did to a row's score; null for a row that is left out. */
  public double @Nullable [] contributions(double[] row) {
    double[] seen = preparation.apply(row);
    return seen == null ? null : fitted.contributions(seen);
  }

  Preparation preparation() {
    return preparation;
  }

  RowModel.Fitted fitted() {
    return fitted;
  }
}
