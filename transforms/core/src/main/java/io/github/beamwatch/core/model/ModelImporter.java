package io.github.beamwatch.core.model;

import io.github.beamwatch.core.detector.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads models that another program trained and wrote, of one format. An optional module brings it;
 * {@link ServiceLoader} finds it.
 */
public interface ModelImporter {

  /** The format's name, by which a user asks for such a model: {@code onnx}. */
  String name();

  /** What can be set, beside what {@link ImportedModel} has for all of them. */
  List<Parameter> parameters();

  /**
   * Reads a model.
   *
   * @param file its bytes
   * @param columns how many values a row has
   * @param parameters a value for each of {@link #parameters}
   * @throws IOException with one sentence where it cannot be used, or takes other rows
   */
  Scorer read(byte[] file, int columns, Map<String, Double> parameters) throws IOException;

  /** A model that was read; threads may share it. */
  interface Scorer {
    /**
     * How unusual each row is; higher is more unusual.
     *
     * @param rows at least one, without missing values
     * @return as many values, NaN where the model gives none
     */
    double[] scores(double[][] rows);
  }

  /** The importer of a format, where its module is there. */
  static Optional<ModelImporter> named(String name) {
    return ServiceLoader.load(ModelImporter.class, ModelImporter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(importer -> importer.name().equals(name))
        .findFirst();
  }
}
