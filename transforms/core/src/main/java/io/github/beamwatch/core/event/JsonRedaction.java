package io.github.beamwatch.core.event;

import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides the sensitive fields of one record, at any depth and in any spelling of upper and lower
 * case. The record must be one object; inside it, what is no more than untidy (a control character,
 * a number with a leading zero) is let pass. A record in which it cannot be told for sure where a
 * value ends, or that lacks a sensitive field which the spec reads, so that its value may stand
 * under another name, is not shown at all.
 */
final class JsonRedaction {
  private final Privacy privacy;
  private final byte[] b;
  private final int from;
  private final int end;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Set<String> seen = new HashSet<>();
  private int at;
  private int copied;

  JsonRedaction(Privacy privacy, byte[] buffer, int from, int to) {
    this.privacy = privacy;
    this.b = buffer;
    this.from = from;
    this.at = from;
    this.copied = from;
    this.end = to;
  }

  /** The record; null where it cannot be told which of its values are sensitive. */
  byte @Nullable [] redacted() {
    blanks();
    boolean understood = is('{') && object(1);
    blanks();
    if (!understood
        || at != end
        || !seen.containsAll(privacy.expected())
        || !Utf8.valid(b, from, end)) {
      return null;
    }
    out.write(b, copied, end - copied);
    return out.toByteArray();
  }

  private boolean object(int depth) {
    at++;
    blanks();
    if (is('}')) {
      at++;
      return true;
    }
    while (true) {
      int nameStart = at + 1;
      if (!is('"') || !string()) {
        return false;
      }
      String name = text(nameStart, at - 1);
      if (name == null) {
        return false;
      }
      Sensitive how = privacy.alike(name);
      blanks();
      if (!is(':')) {
        return false;
      }
      at++;
      blanks();
      int start = at;
      if (!value(depth, how != null)) {
        return false;
      }
      if (how != null) {
        hide(how, start);
        seen.add(Privacy.folded(name));
      }
      blanks();
      if (is('}')) {
        at++;
        return true;
      }
      if (!is(',')) {
        return false;
      }
      at++;
      blanks();
    }
  }

  private void hide(Sensitive how, int start) {
    String text = b[start] == '"' ? text(start + 1, at - 1) : null;
    byte[] value =
        text == null ? Arrays.copyOfRange(b, start, at) : text.getBytes(StandardCharsets.UTF_8);
    out.write(b, copied, start - copied);
    out.writeBytes(('"' + privacy.standIn(how, value) + '"').getBytes(StandardCharsets.UTF_8));
    copied = at;
  }

  /** One value; of one that is hidden as a whole, nothing inside is looked at. */
  private boolean value(int depth, boolean hidden) {
    if (is('"')) {
      return string();
    }
    if (is('{') || is('[')) {
      if (depth >= JsonEventParser.MAX_DEPTH) {
        return false;
      }
      return hidden ? balanced() : is('{') ? object(depth + 1) : list(depth + 1);
    }
    return word();
  }

  private boolean list(int depth) {
    at++;
    blanks();
    if (is(']')) {
      at++;
      return true;
    }
    while (value(depth, false)) {
      blanks();
      if (is(']')) {
        at++;
        return true;
      }
      if (!is(',')) {
        return false;
      }
      at++;
      blanks();
    }
    return false;
  }

  /** To behind the bracket that closes this one. */
  private boolean balanced() {
    int open = 0;
    while (at < end) {
      if (is('"')) {
        if (!string()) {
          return false;
        }
        continue;
      }
      open += is('{') || is('[') ? 1 : is('}') || is(']') ? -1 : 0;
      at++;
      if (open == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean string() {
    for (at++; at < end; at++) {
      if (b[at] == '\\') {
        at++;
      } else if (b[at] == '"') {
        at++;
        return true;
      }
    }
    return false;
  }

  /** A number or a bare word. */
  private boolean word() {
    int start = at;
    while (at < end && (Character.isLetterOrDigit(b[at]) || "+-.".indexOf(b[at]) >= 0)) {
      at++;
    }
    return at > start;
  }

  /** What stands between quotes, without escapes; null where one of them escapes nothing. */
  private @Nullable String text(int start, int to) {
    for (int i = start; i < to; i++) {
      if (b[i] == '\\') {
        int length = Utf8.escapeLength(b, i, to);
        if (length == 0) {
          return null;
        }
        i += length - 1;
      }
    }
    return new String(Utf8.unescaped(b, start, to), StandardCharsets.UTF_8);
  }

  private void blanks() {
    while (at < end && (b[at] == ' ' || b[at] == '\t' || b[at] == '\r' || b[at] == '\n')) {
      at++;
    }
  }

  private boolean is(char c) {
    return at < end && b[at] == c;
  }
}
