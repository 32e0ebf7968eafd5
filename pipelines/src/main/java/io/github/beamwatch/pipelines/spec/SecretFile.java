package io.github.beamwatch.pipelines.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file that a spec names as {@code ${file:/path}}, as secrets are mounted into
 * containers. The line break at its end, which editors and {@code echo} add, is not part of it.
 *
 * @param text the text; empty when it cannot be read
 * @param problem why it cannot be read; null when it can
 */
record SecretFile(String text, @Nullable String problem) {

  static final String PREFIX = "file:";

  private static final int LARGEST = 1 << 16;

  static SecretFile read(String name) {
    String variable = "${" + PREFIX + name + "}";
    if (name.isBlank()) {
      return problem(variable + " names no file; write ${file:/path}");
    }
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        return problem(variable + " is a folder; name a file in it");
      }
      if (!Files.isReadable(path)) {
        return problem(
            "the file of "
                + variable
                + (Files.exists(path) ? " may not be read" : " is not there")
                + "; it must be there, and readable, where the job is started");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        return bytes.length > LARGEST
            ? problem(
                "the file of " + variable + " is longer than 64 KiB; it should hold one value")
            : new SecretFile(withoutLineBreak(decode(bytes)), null);
      }
    } catch (CharacterCodingException e) {
      return problem("the file of " + variable + " is not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      return problem("the file of " + variable + " cannot be read");
    }
  }

  private static SecretFile problem(String sentence) {
    return new SecretFile("", sentence);
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String withoutLineBreak(String text) {
    String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
