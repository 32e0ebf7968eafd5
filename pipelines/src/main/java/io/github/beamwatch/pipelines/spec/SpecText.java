package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a spec.
 *
 * @param source what to call it in messages
 * @param text the YAML
 */
public record SpecText(String source, String text) {

  /**
   * The bundled template of this name, else the file at this path.
   *
   * @throws UserException in one sentence when there is neither, or the file cannot be read
   */
  public static SpecText open(String templateOrPath) {
    List<String> names = Templates.names();
    if (names.contains(templateOrPath)) {
      return Templates.read(templateOrPath);
    }
    Path path;
    try {
      path = Path.of(templateOrPath);
    } catch (InvalidPathException e) {
      throw new UserException("'" + templateOrPath + "' is neither a template nor a path");
    }
    if (Files.isDirectory(path)) {
      throw new UserException("'" + path + "' is a folder; name a YAML file in it");
    }
    if (!Files.exists(path)) {
      throw new UserException(
          "there is no template and no file '"
              + templateOrPath
              + "'"
              + NearestName.choice(templateOrPath, names, "templates"));
    }
    return read(path);
  }

  /**
   * The file at this path.
   *
   * @throws UserException in one sentence when it cannot be read
   */
  public static SpecText read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UserException("there is no file '" + path + "'");
    }
    try {
      if (Files.size(path) > YamlReader.LARGEST_TEXT) {
        throw new UserException("'" + path + "' is larger than 1 MiB; a spec is a few kilobytes");
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      return new SpecText(
          path.toString(), StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new UserException("'" + path + "' is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw new UserException("'" + path + "' cannot be read: " + e.getMessage());
    }
  }
}
