package io.github.beamwatch.core.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.statistics.SeededRandom;
import org.junit.jupiter.api.Test;

class DenseNetTest {

  /** Every slope against the difference of the loss at both sides of the weight. */
  @Test
  void gradientIsTheSlopeOfTheLoss() {
    SeededRandom random = new SeededRandom(5);
    DenseNet net = DenseNet.random(new int[] {3, 5, 2, 4, 3}, random);
    double[] in = {0.5, -1.2, 2.0};
    double[] target = {0.1, 0.7, -0.4};
    double[][] pass = net.newPass();
    System.arraycopy(in, 0, pass[0], 0, in.length);
    double[] out = net.forward(pass);
    double[] slopes = new double[out.length];
    for (int j = 0; j < out.length; j++) {
      slopes[j] = 2.0 * (out[j] - target[j]);
    }
    double[] gradient = new double[net.weights().length];
    net.backward(pass, slopes, gradient);
    for (int i = 0; i < gradient.length; i++) {
      double weight = net.weights()[i];
      net.weights()[i] = weight + 1e-5;
      double above = loss(net, in, target);
      net.weights()[i] = weight - 1e-5;
      double below = loss(net, in, target);
      net.weights()[i] = weight;
      assertThat(gradient[i]).as("weight %d", i).isCloseTo((above - below) / 2e-5, within(1e-8));
    }
  }

  private static double loss(DenseNet net, double[] in, double[] target) {
    double[][] pass = net.newPass();
    System.arraycopy(in, 0, pass[0], 0, in.length);
    double[] out = net.forward(pass);
    double sum = 0.0;
    for (int j = 0; j < out.length; j++) {
      sum += (out[j] - target[j]) * (out[j] - target[j]);
    }
    return sum;
  }

  @Test
  void adamFindsTheLeastOfABowl() {
    double[] weights = {4.0, -3.0};
    Adam adam = new Adam(2);
    for (int step = 0; step < 3000; step++) {
      adam.step(weights, new double[] {2 * (weights[0] - 1), 200 * (weights[1] + 2)}, 0.01);
    }
    assertThat(weights).containsExactly(new double[] {1, -2}, within(1e-3));
  }

  /** The first step is the rate, whatever the slope's size. */
  @Test
  void firstStepOfAdamIsTheRate() {
    double[] weights = {0.0, 0.0};
    new Adam(2).step(weights, new double[] {1e-3, -1e3}, 0.1);
    assertThat(weights).containsExactly(new double[] {-0.1, 0.1}, within(1e-5));
  }
}
