package io.github.beamwatch.io.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** Files under a name of their own, hidden, until they are whole. */
final class UnfinishedFile {

  private UnfinishedFile() {}

  static ResourceId in(ResourceId folder, String name) {
    return folder.resolve(
        ".unfinished-" + UUID.randomUUID() + "-" + name, StandardResolveOptions.RESOLVE_FILE);
  }

  static OutputStream create(ResourceId file) throws IOException {
    return new BufferedOutputStream(
        Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT)), 1 << 16);
  }
}
