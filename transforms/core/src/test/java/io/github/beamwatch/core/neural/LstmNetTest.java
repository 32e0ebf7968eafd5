package io.github.beamwatch.core.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LstmNetTest {

  /** Every slope, through six steps of time, against the difference of the loss. */
  @Test
  void gradientIsTheSlopeOfTheLoss() {
    SeededRandom random = new SeededRandom(3);
    LstmNet net = LstmNet.random(2, 3, random);
    double[][] rows = new double[7][2];
    for (double[] row : rows) {
      row[0] = random.normal();
      row[1] = random.normal();
    }
    double[] gradient = new double[net.weights().length];
    double loss = net.learn(rows, gradient);
    assertThat(loss).isPositive();
    double[] unused = new double[gradient.length];
    for (int i = 0; i < gradient.length; i++) {
      double weight = net.weights()[i];
      net.weights()[i] = weight + 1e-5;
      double above = net.learn(rows, unused);
      net.weights()[i] = weight - 1e-5;
      double below = net.learn(rows, unused);
      net.weights()[i] = weight;
      assertThat(gradient[i]).as("weight %d", i).isCloseTo((above - below) / 2e-5, within(1e-9));
    }
  }

  /** A wave has a memory of more than one row: its value alone does not tell where it goes. */
  @Test
  void learnsAWave() {
    SeededRandom random = new SeededRandom(1);
    LstmNet net = LstmNet.random(1, 8, random);
    List<double[][]> waves = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double[][] wave = new double[30][1];
      double phase = 6.28 * random.nextUnit();
      for (int t = 0; t < wave.length; t++) {
        wave[t][0] = Math.sin(phase + 0.7 * t);
      }
      waves.add(wave);
    }
    double[] unused = new double[net.weights().length];
    double before = net.learn(waves.get(0), unused);
    new SequenceTrainer(80, 0.01).train(net, waves.subList(4, 40), waves.subList(0, 4), random);
    double after = net.learn(waves.get(0), unused);
    assertThat(after).isLessThan(0.05).isLessThan(before / 5);
  }

  @Test
  void netThroughBytesExpectsTheSame() throws IOException {
    LstmNet net = LstmNet.random(2, 4, new SeededRandom(9));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    net.writeTo(new DataOutputStream(bytes));
    LstmNet read =
        LstmNet.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 2);
    double[] state = net.newState();
    double[] other = read.newState();
    for (int i = 0; i < 5; i++) {
      net.step(state, new double[] {i, -i});
      read.step(other, new double[] {i, -i});
    }
    assertThat(read.expected(other)).isEqualTo(net.expected(state));
  }
}
