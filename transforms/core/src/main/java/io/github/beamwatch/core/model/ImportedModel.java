package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import io.github.beamwatch.core.detector.ParameterValues;
import io.github.beamwatch.core.statistics.DoubleArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that another program trained, with what it takes to use it like our own.
 *
 * <p>A score that is no finite number counts as 0. Contributions are by occlusion: how much the
 * score falls where a column has its usual value, the median of the rows that it was imported with;
 * they need not sum to anything. The threshold is {@code threshold}, or with a {@code
 * contamination} above 0 the score that this share of those rows reaches.
 */
public final class ImportedModel implements RowModel.Fitted {
  private static final byte VERSION = 1;
  private static final int MOST_BYTES = 1 << 30;

  private static final Parameter THRESHOLD =
      new Parameter("threshold", 0.5, -1e300, 1e300, "score from which a row is an anomaly");

  private final byte[] file;
  private final double[] usual;
  private final double threshold;
  private final ModelImporter.Scorer scorer;

  private ImportedModel(
      byte[] file, double[] usual, double threshold, ModelImporter.Scorer scorer) {
    this.file = file;
    this.usual = usual;
    this.threshold = threshold;
    this.scorer = scorer;
  }

  /**
   * Imports a model.
   *
   * @param importer of its format
   * @param set parameters that are not to have their defaults
   * @param rows such as will be scored, without missing values; at least one
   * @throws IOException with one sentence where the file cannot be used, or takes other rows
   * @throws IllegalArgumentException with one sentence where a parameter is unknown or out of range
   */
  public static ImportedModel of(
      ModelImporter importer, byte[] file, Map<String, Double> set, double[][] rows)
      throws IOException {
    ParameterValues values = values(importer, set);
    double[] usual = new double[rows[0].length];
    for (int column = 0; column < usual.length; column++) {
      int at = column;
      double[] sorted = Arrays.stream(rows).mapToDouble(row -> row[at]).sorted().toArray();
      usual[column] = sorted[sorted.length / 2];
    }
    ModelImporter.Scorer scorer = read(importer, file, usual.length, values);
    double threshold = values.number(THRESHOLD.name());
    double contamination = values.number(Prepared.CONTAMINATION.name());
    if (contamination > 0.0) {
      double[] scores = scorer.scores(rows);
      Arrays.setAll(scores, i -> finite(scores[i]));
      Arrays.sort(scores);
      threshold =
          scores[scores.length - (int) Math.max(1, Math.round(contamination * scores.length))];
    }
    return new ImportedModel(file.clone(), usual, threshold, scorer);
  }

  private static ParameterValues values(ModelImporter importer, Map<String, Double> set) {
    List<Parameter> parameters = new ArrayList<>(importer.parameters());
    parameters.add(THRESHOLD);
    parameters.add(Prepared.CONTAMINATION);
    return new ParameterValues("model " + importer.name(), parameters, set);
  }

  private static ModelImporter.Scorer read(
      ModelImporter importer, byte[] file, int columns, ParameterValues values) throws IOException {
    Map<String, Double> own = new TreeMap<>();
    importer.parameters().forEach(each -> own.put(each.name(), values.number(each.name())));
    return importer.read(file, columns, own);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version, or no such model
   */
  public static ImportedModel readFrom(
      ModelImporter importer, Map<String, Double> set, DataInput in) throws IOException {
    int columns = DoubleArrays.readChannels(in, "model " + importer.name(), VERSION);
    double[] usual = DoubleArrays.read(in, columns);
    double threshold = in.readDouble();
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("an imported model of %d bytes".formatted(length));
    }
    byte[] file = new byte[length];
    in.readFully(file);
    return new ImportedModel(
        file, usual, threshold, read(importer, file, columns, values(importer, set)));
  }

  @Override
  public double score(double[] row) {
    return finite(scorer.scores(new double[][] {DoubleArrays.bounded(row)})[0]);
  }

  private static double finite(double score) {
    return Double.isFinite(score) ? score : 0.0;
  }

  @Override
  public double[] contributions(double[] row) {
    double[][] rows = new double[row.length + 1][];
    rows[row.length] = DoubleArrays.bounded(row);
    for (int column = 0; column < row.length; column++) {
      rows[column] = rows[row.length].clone();
      rows[column][column] = usual[column];
    }
    double[] scores = scorer.scores(rows);
    double own = finite(scores[row.length]);
    double[] contributions = new double[row.length];
    Arrays.setAll(contributions, column -> own - finite(scores[column]));
    return contributions;
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(usual.length);
    DoubleArrays.write(out, usual);
    out.writeDouble(threshold);
    out.writeInt(file.length);
    out.write(file);
  }
}
