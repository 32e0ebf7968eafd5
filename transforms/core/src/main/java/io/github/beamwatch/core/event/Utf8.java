package io.github.beamwatch.core.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 and JSON escapes, for the records that have more than plain ASCII. */
final class Utf8 {

  private Utf8() {}

  /** Whether these bytes are well-formed UTF-8. */
  static boolean valid(byte[] buffer, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The length of the JSON escape at a backslash; 0 where it escapes nothing. */
  static int escapeLength(byte[] b, int at, int end) {
    if (at + 1 >= end) {
      return 0;
    }
    return switch (b[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> at + 6 <= end && hex(b, at + 2) >= 0 ? 6 : 0;
      default -> 0;
    };
  }

  /** A JSON text without its escapes, which are known to be well-formed. */
  static byte[] unescaped(byte[] b, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int i = from;
    while (i < to) {
      if (b[i] != '\\') {
        out.write(b[i++]);
        continue;
      }
      byte kind = b[i + 1];
      if (kind != 'u') {
        out.write(
            switch (kind) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> kind;
            });
        i += 2;
        continue;
      }
      // Surrogates stand in two escapes and must be encoded together.
      StringBuilder chars = new StringBuilder();
      while (i < to && b[i] == '\\' && b[i + 1] == 'u') {
        chars.append((char) hex(b, i + 2));
        i += 6;
      }
      out.writeBytes(chars.toString().getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static int hex(byte[] b, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
