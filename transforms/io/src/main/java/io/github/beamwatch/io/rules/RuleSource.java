package io.github.beamwatch.io.rules;

import io.github.beamwatch.core.live.RuleDocument;
import java.io.IOException;
import java.io.Serializable;
import java.util.SortedMap;

/** Where versions of the rules lie. */
interface RuleSource extends Serializable {

  /**
   * Tells what is new.
   *
   * @param marks what earlier looks left behind
   * @throws IOException where nothing can be read for the time being
   */
  void look(SortedMap<String, String> marks, Changes changes) throws IOException;

  /** Takes what is new, in the order in which it came. */
  interface Changes {

    /** A version that was not there before. */
    void found(RuleDocument document);

    /** The versions of a key are to be forgotten. */
    void withdrawn(String key);

    /** Remembers something until the next look. */
    void mark(String name, String mark);
  }

  /** Lets go of what a look keeps open. */
  default void close() {}
}
