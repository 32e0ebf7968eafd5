package io.github.beamwatch.core.neural;

import io.github.beamwatch.core.statistics.DoubleArrays;
import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A layer of long short-term memory (Hochreiter, Schmidhuber 1997; with the forget gate of Gers,
 * Schmidhuber, Cummins 2000) and a linear layer that tells the next row of a sequence.
 *
 * <p>Weights: for each of the {@code hidden} cells those of its input, forget and output gate and
 * of its candidate, each over inputs, hidden values and a bias; then for each input those of the
 * linear layer. Forget gates begin open (bias 1).
 */
public final class LstmNet {
  private static final int GATES = 4;
  private static final int MOST = 4096;

  private final int inputs;
  private final int hidden;
  private final double[] weights;

  private LstmNet(int inputs, int hidden, double[] weights) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.weights = weights;
  }

  /** With random weights. */
  public static LstmNet random(int inputs, int hidden, SeededRandom random) {
    LstmNet net = new LstmNet(inputs, hidden, new double[weights(inputs, hidden)]);
    int row = inputs + hidden + 1;
    double spread = Math.sqrt(1.0 / (inputs + hidden));
    for (int i = 0; i < net.weights.length; i++) {
      net.weights[i] = spread * random.normal();
    }
    for (int gate = 0; gate < GATES; gate++) {
      for (int cell = 0; cell < hidden; cell++) {
        net.weights[(gate * hidden + cell) * row + row - 1] = gate == 1 ? 1.0 : 0.0;
      }
    }
    for (int i = 0; i < inputs; i++) {
      net.weights[net.outputAt() + i * (hidden + 1) + hidden] = 0.0;
    }
    return net;
  }

  private static int weights(int inputs, int hidden) {
    return GATES * hidden * (inputs + hidden + 1) + inputs * (hidden + 1);
  }

  private int outputAt() {
    return GATES * hidden * (inputs + hidden + 1);
  }

  /** The weights themselves, not a copy. */
  public double[] weights() {
    return weights;
  }

  /** How many cells there are. */
  public int hidden() {
    return hidden;
  }

  /**
   * What is remembered of a sequence: the hidden values, then the cells. All 0 at the beginning.
   */
  public double[] newState() {
    return new double[2 * hidden];
  }

  /** Takes the next row in. */
  public void step(double[] state, double[] row) {
    double[] gates = gates(state, row);
    for (int cell = 0; cell < hidden; cell++) {
      double kept = gates[hidden + cell] * state[hidden + cell];
      state[hidden + cell] = kept + gates[cell] * gates[3 * hidden + cell];
    }
    for (int cell = 0; cell < hidden; cell++) {
      state[cell] = gates[2 * hidden + cell] * Activation.tanh(state[hidden + cell]);
    }
  }

  /** Input, forget and output gates and candidates, after their curves. */
  private double[] gates(double[] state, double[] row) {
    double[] gates = new double[GATES * hidden];
    int at = 0;
    for (int i = 0; i < gates.length; i++) {
      double sum = 0.0;
      for (int j = 0; j < inputs; j++) {
        sum += weights[at++] * row[j];
      }
      for (int j = 0; j < hidden; j++) {
        sum += weights[at++] * state[j];
      }
      sum += weights[at++];
      gates[i] = i < 3 * hidden ? Activation.sigmoid(sum) : Activation.tanh(sum);
    }
    return gates;
  }

  /** What the next row is expected to be. */
  public double[] expected(double[] state) {
    double[] expected = new double[inputs];
    int at = outputAt();
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < hidden; j++) {
        expected[i] += weights[at++] * state[j];
      }
      expected[i] += weights[at++];
    }
    return expected;
  }

  /**
   * The mean squared error of each row but the first, told from those before it; adds its slopes to
   * those of the weights, through the whole sequence.
   *
   * @param rows at least two
   * @param gradient as long as the weights
   */
  public double learn(double[][] rows, double[] gradient) {
    int steps = rows.length - 1;
    double[][] states = new double[steps + 1][];
    double[][] gates = new double[steps][];
    double[][] slopes = new double[steps][inputs];
    states[0] = newState();
    double loss = 0.0;
    for (int t = 0; t < steps; t++) {
      gates[t] = gates(states[t], rows[t]);
      states[t + 1] = states[t].clone();
      step(states[t + 1], rows[t]);
      double[] expected = expected(states[t + 1]);
      for (int i = 0; i < inputs; i++) {
        double error = expected[i] - rows[t + 1][i];
        loss += error * error / (steps * inputs);
        slopes[t][i] = 2.0 * error / (steps * inputs);
      }
    }
    backward(rows, states, gates, slopes, gradient);
    return loss;
  }

  private void backward(
      double[][] rows, double[][] states, double[][] gates, double[][] slopes, double[] gradient) {
    double[] hiddenSlopes = new double[hidden];
    double[] cellSlopes = new double[hidden];
    double[] inner = new double[GATES * hidden];
    for (int t = gates.length - 1; t >= 0; t--) {
      int at = outputAt();
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < hidden; j++, at++) {
          gradient[at] += slopes[t][i] * states[t + 1][j];
          hiddenSlopes[j] += slopes[t][i] * weights[at];
        }
        gradient[at++] += slopes[t][i];
      }
      for (int cell = 0; cell < hidden; cell++) {
        double in = gates[t][cell];
        double forget = gates[t][hidden + cell];
        double out = gates[t][2 * hidden + cell];
        double candidate = gates[t][3 * hidden + cell];
        double curved = Activation.tanh(states[t + 1][hidden + cell]);
        double before = states[t][hidden + cell];
        double slope = cellSlopes[cell] + hiddenSlopes[cell] * out * (1.0 - curved * curved);
        inner[cell] = slope * candidate * in * (1.0 - in);
        inner[hidden + cell] = slope * before * forget * (1.0 - forget);
        inner[2 * hidden + cell] = hiddenSlopes[cell] * curved * out * (1.0 - out);
        inner[3 * hidden + cell] = slope * in * (1.0 - candidate * candidate);
        cellSlopes[cell] = slope * forget;
      }
      Arrays.fill(hiddenSlopes, 0.0);
      throughGates(rows[t], states[t], inner, hiddenSlopes, gradient);
    }
  }

  private void throughGates(
      double[] row, double[] state, double[] inner, double[] hiddenSlopes, double[] gradient) {
    int at = 0;
    for (double slope : inner) {
      for (int j = 0; j < inputs; j++) {
        gradient[at++] += slope * row[j];
      }
      for (int j = 0; j < hidden; j++, at++) {
        gradient[at] += slope * state[j];
        hiddenSlopes[j] += slope * weights[at];
      }
      gradient[at++] += slope;
    }
  }

  /** Writes sizes and weights. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(inputs);
    out.writeInt(hidden);
    DoubleArrays.write(out, weights);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param expected how many inputs it should have
   * @throws IOException where the bytes are no such net
   */
  public static LstmNet readFrom(DataInput in, int expected) throws IOException {
    int inputs = in.readInt();
    int hidden = in.readInt();
    if (inputs != expected || inputs > MOST || hidden < 1 || hidden > MOST) {
      throw new IOException("no net of %d cells over %d columns".formatted(hidden, inputs));
    }
    return new LstmNet(inputs, hidden, DoubleArrays.read(in, weights(inputs, hidden)));
  }
}
