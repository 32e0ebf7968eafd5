package io.github.beamwatch.beam.ranking;

import io.github.beamwatch.core.training.ModelFile;
import io.github.beamwatch.core.training.TrainedModel;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a model's file once, however often a runner hands it over. For one thread. */
public final class ModelCache implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient byte @Nullable [] file;
  private transient @Nullable TrainedModel model;

  /** The model of a file. */
  public TrainedModel of(byte[] bytes) throws IOException {
    TrainedModel read = model;
    if (read == null || file != bytes && !Arrays.equals(file, bytes)) {
      read = ModelFile.read(bytes);
      model = read;
    }
    file = bytes;
    return read;
  }
}
