package io.github.beamwatch.io.kafka;

import io.github.beamwatch.io.ConnectorUnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Knocks at a broker by plain TCP. Kafka's own client logs a warning for each try, and cannot tell
 * a closed port from a slow answer.
 */
final class BrokerDoor {

  private static final int CONNECT_MILLIS = 2_000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

  private BrokerDoor() {}

  /** Returns when any of the addresses takes a connection. */
  static void await(String bootstrapServers, Duration timeout, long deadline)
      throws ConnectorUnavailableException {
    IOException failure = new IOException("no address");
    do {
      for (BootstrapServers.Address address : BootstrapServers.addresses(bootstrapServers)) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
          return;
        } catch (IOException e) {
          failure = e;
        }
      }
    } while (pauseUntil(deadline));
    throw new ConnectorUnavailableException(
        "no Kafka broker answers at "
            + bootstrapServers
            + " (tried "
            + timeout.toSeconds()
            + " s): is it running, and is the address right?",
        failure);
  }

  private static boolean pauseUntil(long deadline) {
    if (deadline - System.nanoTime() < BETWEEN_TRIES.toNanos()) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
