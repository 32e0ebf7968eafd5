package io.github.beamwatch.io.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Reads the addresses of brokers, host:port separated by commas. */
final class BootstrapServers {

  private static final int MAX_PORT = 65_535;

  private BootstrapServers() {}

  /** One broker's address, as written. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** What is wrong with the addresses, as a sentence; empty if they can be read. */
  static Optional<String> problem(String bootstrapServers) {
    List<String> parts = parts(bootstrapServers);
    for (String part : parts) {
      if (address(part).isEmpty()) {
        return Optional.of(
            "bootstrapServers names \""
                + part
                + "\", which is no address; allowed is host:port, such as localhost:9092, several"
                + " separated by commas");
      }
    }
    return parts.isEmpty()
        ? Optional.of("bootstrapServers is empty; it needs host:port, such as localhost:9092")
        : Optional.empty();
  }

  /** The addresses that can be read. */
  static List<Address> addresses(String bootstrapServers) {
    return parts(bootstrapServers).stream()
        .map(BootstrapServers::address)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> parts(String bootstrapServers) {
    List<String> parts = new ArrayList<>();
    for (String part : bootstrapServers.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private static Optional<Address> address(String text) {
    String host = Utils.getHost(text);
    Integer port = Utils.getPort(text);
    return host == null || host.isEmpty() || port == null || port < 1 || port > MAX_PORT
        ? Optional.empty()
        : Optional.of(new Address(host, port));
  }
}
