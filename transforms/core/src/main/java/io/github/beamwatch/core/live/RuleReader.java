package io.github.beamwatch.core.live;

import java.io.Serializable;

/** Reads and checks a version of the rules; the same text always gives the same answer. */
public interface RuleReader extends Serializable {

  /**
   * Reads a document.
   *
   * @throws RefusedRulesException with everything that is wrong
   */
  RuleVersion read(RuleDocument document) throws RefusedRulesException;
}
