package io.github.beamwatch.pipelines.ranking;

import io.github.beamwatch.io.files.WholeFile;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** Writes what becomes of an element into one file. */
final class WriteWholeFn<T> extends DoFn<T, Void> {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final SerializableFunction<T, byte[]> content;

  WriteWholeFn(String path, SerializableFunction<T, byte[]> content) {
    this.path = path;
    this.content = content;
  }

  @ProcessElement
  public void process(@Element T element) throws IOException {
    byte[] bytes = content.apply(element);
    WholeFile.write(
        path,
        out -> {
          try (out) {
            out.write(bytes);
          }
        });
  }
}
