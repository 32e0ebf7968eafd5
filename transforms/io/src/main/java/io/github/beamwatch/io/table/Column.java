package io.github.beamwatch.io.table;

import java.io.Serializable;
import java.util.Locale;

/**
 * A column of a table; any of its cells may be empty.
 *
 * @param name the name, as the header has it
 * @param type what its cells hold
 */
public record Column(String name, Type type) implements Serializable {

  /** What a cell holds. */
  public enum Type {
    /** Any text. */
    STRING,
    /** A finite number. */
    DOUBLE,
    /** A whole number. */
    LONG,
    /** An instant, to the millisecond. */
    TIMESTAMP,
    /** True or false. */
    BOOLEAN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Column string(String name) {
    return new Column(name, Type.STRING);
  }

  public static Column number(String name) {
    return new Column(name, Type.DOUBLE);
  }

  public static Column whole(String name) {
    return new Column(name, Type.LONG);
  }

  public static Column timestamp(String name) {
    return new Column(name, Type.TIMESTAMP);
  }

  public static Column flag(String name) {
    return new Column(name, Type.BOOLEAN);
  }
}
