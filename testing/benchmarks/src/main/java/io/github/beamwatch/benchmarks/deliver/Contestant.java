package io.github.beamwatch.benchmarks.deliver;

import java.util.List;

/** A program that takes alerts and tells a webhook of each on its own. */
interface Contestant extends AutoCloseable {

  String name();

  /** Hands all of these over and returns when it has them. */
  void take(List<SentAlert> alerts);

  @Override
  void close();
}
