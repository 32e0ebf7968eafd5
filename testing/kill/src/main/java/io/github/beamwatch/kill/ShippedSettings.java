package io.github.beamwatch.kill;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What of the shipped Flink configuration decides over failures: a test cluster gets the same. */
final class ShippedSettings {

  private ShippedSettings() {}

  /**
   * Reads them as flat keys.
   *
   * @param checkpoints replaces the folder for checkpoints
   */
  static Map<String, String> read(Path config, Path checkpoints) throws IOException {
    Map<String, String> flat = new TreeMap<>();
    try (Reader in = Files.newBufferedReader(config)) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      flatten("", tree, flat);
    }
    flat.keySet()
        .removeIf(key -> !key.matches("(execution|state|heartbeat|restart-strategy)\\..*"));
    flat.put("state.checkpoints.dir", checkpoints.toUri().toString());
    flat.remove("state.savepoints.dir");
    return flat;
  }

  private static void flatten(String prefix, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, child) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, child, flat));
    } else {
      flat.put(prefix, String.valueOf(value));
    }
  }
}
