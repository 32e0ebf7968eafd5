package io.github.beamwatch.core.neural;

import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A net of dense layers, one after the other: tanh in all but the last, which is linear. Its
 * weights do not change but by who descends them, so that threads may share it to look only.
 */
public final class DenseNet {
  private static final int MOST_LAYERS = 16;

  private final int[] sizes;
  private final double[] weights;

  private DenseNet(int[] sizes, double[] weights) {
    this.sizes = sizes;
    this.weights = weights;
  }

  /**
   * With random weights (Glorot, Bengio 2010).
   *
   * @param sizes how many values go in, come out of each layer, and of the last one
   */
  public static DenseNet random(int[] sizes, SeededRandom random) {
    DenseNet net = new DenseNet(sizes.clone(), new double[weights(sizes)]);
    int at = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      double spread = Math.sqrt(2.0 / (sizes[layer - 1] + sizes[layer]));
      for (int i = 0; i < sizes[layer]; i++, at++) {
        for (int j = 0; j < sizes[layer - 1]; j++) {
          net.weights[at++] = spread * random.normal();
        }
      }
    }
    return net;
  }

  private static int weights(int[] sizes) {
    int count = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      count += sizes[layer] * (sizes[layer - 1] + 1);
    }
    return count;
  }

  /** The weights themselves, not a copy: layer by layer, for each value its inputs' and a bias. */
  public double[] weights() {
    return weights;
  }

  /** Room for one look: the values that come out of each layer. */
  public double[][] newPass() {
    double[][] pass = new double[sizes.length][];
    for (int layer = 0; layer < sizes.length; layer++) {
      pass[layer] = new double[sizes[layer]];
    }
    return pass;
  }

  /** Fills a pass whose first values are set; the last are the answer. */
  public double[] forward(double[][] pass) {
    int at = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      double[] in = pass[layer - 1];
      double[] out = pass[layer];
      for (int i = 0; i < out.length; i++) {
        double sum = 0.0;
        for (int j = 0; j < in.length; j++) {
          sum += weights[at++] * in[j];
        }
        sum += weights[at++];
        out[i] = layer == sizes.length - 1 ? sum : Activation.tanh(sum);
      }
    }
    return pass[sizes.length - 1];
  }

  /**
   * Adds the slopes of a loss to those of the weights.
   *
   * @param pass what {@link #forward} filled
   * @param slopes of the loss by the answer
   * @param gradient as long as the weights
   */
  public void backward(double[][] pass, double[] slopes, double[] gradient) {
    int end = weights.length;
    double[] outer = slopes;
    for (int layer = sizes.length - 1; layer > 0; layer--) {
      double[] in = pass[layer - 1];
      double[] inner = new double[in.length];
      int at = end - outer.length * (in.length + 1);
      end = at;
      for (double slope : outer) {
        for (int j = 0; j < in.length; j++, at++) {
          gradient[at] += slope * in[j];
          inner[j] += slope * weights[at];
        }
        gradient[at++] += slope;
      }
      for (int j = 0; j < in.length; j++) {
        inner[j] *= 1.0 - in[j] * in[j];
      }
      outer = inner;
    }
  }

  /** Writes sizes and weights. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(sizes.length);
    for (int size : sizes) {
      out.writeInt(size);
    }
    DoubleArrays.write(out, weights);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param ends how many values go in and come out
   * @throws IOException where the bytes are no such net
   */
  public static DenseNet readFrom(DataInput in, int ends) throws IOException {
    int layers = in.readUnsignedByte();
    int[] sizes = new int[layers];
    boolean possible = layers >= 2 && layers <= MOST_LAYERS;
    for (int i = 0; i < layers && possible; i++) {
      sizes[i] = in.readInt();
      possible = sizes[i] >= 1 && sizes[i] <= 100_000;
    }
    if (!possible || sizes[0] != ends || sizes[layers - 1] != ends) {
      throw new IOException("no net of %d layers over %d columns".formatted(layers, ends));
    }
    return new DenseNet(sizes, DoubleArrays.read(in, weights(sizes)));
  }
}
