package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.user.TransactionSlice;
import java.io.IOException;

/** One file of transactions that is being written. */
interface TransactionFile extends AutoCloseable {

  /**
   * Writes transactions and the bad rows between them.
   *
   * @return how many bad rows there were
   */
  long write(TransactionSlice slice) throws IOException;

  @Override
  void close() throws IOException;
}
