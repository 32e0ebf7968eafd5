package io.github.beamwatch.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorTailTest {
  private static final double[] UP_TO_1000 =
      IntStream.rangeClosed(1, 1000).mapToDouble(i -> i).toArray();

  @Test
  void saysHowRareAnErrorIs() {
    ErrorTail tail = ErrorTail.of(UP_TO_1000);
    assertThat(tail.rarity(0.0)).isCloseTo(0.0, within(0.01));
    assertThat(tail.rarity(500.0)).isCloseTo(Math.log(2), within(0.02));
    assertThat(tail.rarity(990.5)).isCloseTo(Math.log(100), within(0.1));
    assertThat(tail.rarity(1001.0)).isGreaterThan(tail.rarity(1000.0));
    assertThat(tail.rarity(1e9)).isEqualTo(4.0 * tail.rarity(1000.0));
  }

  /** A type that one in fifty has: however far its error is from the others, it is one in fifty. */
  @Test
  void whatIsSeldomCountsByHowSeldom() {
    double[] errors = IntStream.range(0, 1000).mapToDouble(i -> i % 50 == 0 ? 30.0 : 0.1).toArray();
    ErrorTail tail = ErrorTail.of(errors);
    assertThat(tail.rarity(30.0)).isBetween(Math.log(50), Math.log(110));
    assertThat(tail.rarity(0.1)).isBetween(0.0, 1.0);
  }

  /** The rarities of what it learned from have mean 1, as exponential numbers have. */
  @Test
  void raritiesOfUsualErrorsAreExponential() {
    Random random = new Random(1);
    double[] errors = random.doubles(5000).map(u -> 1.0 / (u + 1e-6)).toArray();
    ErrorTail tail = ErrorTail.of(errors);
    double sum = 0.0;
    for (double error : errors) {
      sum += tail.rarity(error);
    }
    assertThat(sum / errors.length).isCloseTo(1.0, within(0.02));
  }

  @Test
  void allEqual() {
    ErrorTail tail = ErrorTail.of(new double[] {0.0, 0.0, 0.0});
    assertThat(tail.rarity(0.0)).isBetween(0.0, 1.0);
    assertThat(tail.rarity(1.0)).isGreaterThan(tail.rarity(0.0)).isFinite();
  }

  @Test
  void writtenAndRead() throws IOException {
    ErrorTail tail = ErrorTail.of(UP_TO_1000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tail.writeTo(new DataOutputStream(bytes));
    ErrorTail read = ErrorTail.readFrom(stream(bytes.toByteArray()));
    assertThat(read.rarity(123.4)).isEqualTo(tail.rarity(123.4));
    assertThatThrownBy(() -> ErrorTail.readFrom(stream(new byte[4])))
        .isInstanceOf(IOException.class)
        .hasMessage("a tail of errors of 0 sizes");
  }

  private static DataInputStream stream(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
