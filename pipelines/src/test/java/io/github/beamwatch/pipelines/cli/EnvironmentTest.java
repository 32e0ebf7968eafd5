package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What is not the user's fault ends with exit code 1, and a sentence all the same. */
class EnvironmentTest {

  @Test
  void generatingToABrokerThatDoesNotAnswer() throws IOException {
    Cli failed = Cli.run("generate", "ad-events", "--kafka=127.0.0.1:" + closedPort());
    assertThat(failed.code()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).contains("127.0.0.1:").hasLineCount(1).doesNotContain("\tat ");
  }

  @Test
  void runningOnABrokerThatDoesNotAnswer() throws IOException {
    String broker = "127.0.0.1:" + closedPort();
    Cli failed = Cli.run("run", "ad-metrics", "--set", "source.kafka.bootstrapServers=" + broker);
    assertThat(failed.code()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).contains(broker).hasLineCount(1).doesNotContain("\tat ");
  }

  @Test
  void stackTraceOnlyOnDemand() throws IOException {
    Cli failed = Cli.run("generate", "ad-events", "--verbose", "--kafka=127.0.0.1:" + closedPort());
    assertThat(failed.code()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).contains("127.0.0.1:", "\tat ");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
