package io.github.beamwatch.pipelines.spec;

import java.util.regex.Pattern;

/** JSON pointers: how paths are kept, and how they are shown. */
final class Pointers {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  private Pointers() {}

  static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer of what holds this one; the root's parent is the root. */
  static String parent(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(0, pointer.lastIndexOf('/'));
  }

  /** Whether {@code pointer} is {@code ancestor} or lies inside of it. */
  static boolean within(String pointer, String ancestor) {
    return pointer.equals(ancestor) || pointer.startsWith(ancestor + "/");
  }

  /** As people write it: {@code /detect/0/when} is {@code detect[0].when}. */
  static String display(String pointer) {
    if (pointer.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (String escaped : pointer.substring(1).split("/", -1)) {
      String key = escaped.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(key).matches()) {
        out.append('[').append(key).append(']');
      } else if (WORD.matcher(key).matches()) {
        out.append(out.isEmpty() ? "" : ".").append(key);
      } else {
        out.append("['").append(key).append("']");
      }
    }
    return out.toString();
  }
}
