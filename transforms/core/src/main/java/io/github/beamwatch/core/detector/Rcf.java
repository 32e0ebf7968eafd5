package io.github.beamwatch.core.detector;

import com.amazon.randomcutforest.RandomCutForest;
import io.github.beamwatch.core.detector.DetectorKind.Channels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Random Cut Forest (Guha, Mishra, Roy and Schrijvers 2016), by its maintained library: how much a
 * point changes trees that cut a sample of the past at random.
 *
 * <p>A point is the last {@code shingle} samples, each value in standard deviations from its
 * channel's mean, both exponentially weighted with 0.005; so units and scales do not matter. The
 * forest forgets with {@code 0.1/sampleSize}.
 *
 * <p>Score: the forest's, 0 to log2(sampleSize + 1), about 1 for usual points. Expected: the mean
 * of the channel that is furthest from its own. Band: none. Warm-up: 10 samples for the first
 * means, then {@code shingle} and {@code sampleSize}. Memory: about 30 kB at the defaults, where
 * others have less than 4. Constant history: any other value scores the greatest there is. Gaps and
 * restarts change nothing: samples count, not time. The same seed gives the same scores.
 *
 * <p>False alerts a week: white noise 0.0, heavy tails 12.0, constant 0.0, ramp 0.0, daily sine
 * 0.0, weekly pattern 1.0, random walk 1.5. Not meant for heavy tails.
 */
public final class Rcf implements Detector {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final double ALPHA = 0.005;
  private static final int FIRST_MEANS = 10;

  /** How this detector is registered. */
  public static final DetectorKind KIND =
      new DetectorKind(
          "rcf",
          Channels.ANY,
          "points that a random cut forest isolates soon; shapes and several channels, costly",
          List.of(
              new Parameter("shingle", 4, 1, 64, "samples that make a point"),
              new Parameter("trees", 15, 1, 200, "trees of the forest"),
              new Parameter("sampleSize", 64, 16, 1024, "points that a tree keeps"),
              new Parameter("seed", 42, 0, Integer.MAX_VALUE, "of the random cuts"),
              new Parameter("threshold", 2.5, 0.0, 10.0, "score of the forest")),
          Rcf::new);

  private final int shingle;
  private final int trees;
  private final int sampleSize;
  private final int seed;
  private final double threshold;

  private Rcf(ParameterValues set) {
    this.shingle = set.count("shingle");
    this.trees = set.count("trees");
    this.sampleSize = set.count("sampleSize");
    this.seed = set.count("seed");
    this.threshold = set.number("threshold");
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public Memory begin(int channels) {
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(shingle * channels)
            .numberOfTrees(trees)
            .sampleSize(sampleSize)
            .outputAfter(sampleSize)
            .timeDecay(0.1 / sampleSize)
            .randomSeed(seed)
            .parallelExecutionEnabled(false)
            .build();
    return new Forest(channels, forest);
  }

  @Override
  public Memory readFrom(DataInput in) throws IOException {
    MemoryVersion.check(in, VERSION, KIND.name());
    int channels = in.readInt();
    long samples = in.readLong();
    double[] means = read(in, new double[channels]);
    double[] variances = read(in, new double[channels]);
    double[] recent = read(in, new double[shingle * channels]);
    Forest forest = new Forest(channels, ForestBytes.read(in));
    forest.samples = samples;
    forest.means = means;
    forest.variances = variances;
    forest.recent = recent;
    return forest;
  }

  private static double[] read(DataInput in, double[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private final class Forest implements Memory {
    private final int channels;
    private final RandomCutForest forest;
    private long samples;
    private double[] means;
    private double[] variances;

    /** The last point: {@code shingle} samples, oldest first, in standard deviations. */
    private double[] recent;

    Forest(int channels, RandomCutForest forest) {
      this.channels = channels;
      this.forest = forest;
      this.means = new double[channels];
      this.variances = new double[channels];
      this.recent = new double[shingle * channels];
    }

    @Override
    public Score score(Sample sample) {
      if (!forest.isOutputReady()) {
        return Score.WARMUP;
      }
      double[] point = point(sample);
      int furthest = 0;
      int newest = point.length - channels;
      for (int i = 1; i < channels; i++) {
        if (Math.abs(point[newest + i]) > Math.abs(point[newest + furthest])) {
          furthest = i;
        }
      }
      double score = forest.getAnomalyScore(point);
      return new Score(score, means[furthest], Double.NaN, Double.NaN);
    }

    /** The last point with this sample behind it, and without its oldest one. */
    private double[] point(Sample sample) {
      double[] point = new double[recent.length];
      int newest = point.length - channels;
      System.arraycopy(recent, channels, point, 0, newest);
      for (int i = 0; i < channels; i++) {
        double value = sample.values()[i];
        double z = Score.ofDistance(value, means[i], Math.sqrt(variances[i]), 0.0).score();
        point[newest + i] = Math.copySign(z, value - means[i]);
      }
      return point;
    }

    @Override
    public void learn(Sample sample) {
      if (samples >= FIRST_MEANS) {
        recent = point(sample);
        if (samples >= FIRST_MEANS + shingle) {
          forest.update(recent);
        }
      }
      samples++;
      double weight = Math.max(ALPHA, 1.0 / samples);
      for (int i = 0; i < channels; i++) {
        double distance = sample.values()[i] - means[i];
        means[i] += weight * distance;
        variances[i] = (1.0 - weight) * (variances[i] + weight * distance * distance);
      }
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(channels);
      out.writeLong(samples);
      for (double[] values : new double[][] {means, variances, recent}) {
        for (double value : values) {
          out.writeDouble(value);
        }
      }
      ForestBytes.write(forest, out);
    }
  }
}
