package io.github.beamwatch.pipelines.redrive;

import java.io.IOException;

/**
 * Letters that lie in one order: a file, or a partition of a topic.
 *
 * <p>Its identity is that of its content, so that a pile that is met again, under another name
 * even, is known.
 */
public interface Pile {

  /** Stable, and of its own. */
  String identity() throws IOException;

  /** What to call it in messages. */
  String name();

  /** Hands over every letter, in order. */
  void read(Reader reader) throws IOException;

  /** Takes letters. */
  interface Reader {

    /**
     * Takes one.
     *
     * @param position grows from letter to letter, and is the same whenever the pile is read
     */
    void accept(long position, byte[] line);
  }
}
