package io.github.beamwatch.io.deliver.channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands messages over to one service. Safe for several threads. */
public interface Channel extends AutoCloseable {

  /**
   * Makes one attempt to send one message about these alerts, at least one, all firing or all
   * resolved. Does not wait, and never completes exceptionally.
   */
  CompletableFuture<SendResult> send(List<Letter> alerts);

  /** How many alerts a message takes that need not wait for each other. */
  default int batch() {
    return 1;
  }

  @Override
  default void close() {}
}
