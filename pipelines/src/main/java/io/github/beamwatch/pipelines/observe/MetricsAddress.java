package io.github.beamwatch.pipelines.observe;

/**
 * Where metrics can be read.
 *
 * @param host the address to listen on
 * @param port the port; 0 takes a free one
 */
public record MetricsAddress(String host, int port) {
  /** Nobody but this machine. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The greatest port. */
  public static final int MAX_PORT = 65_535;
}
