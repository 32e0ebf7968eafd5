package io.github.beamwatch.io.rules;

import io.github.beamwatch.core.live.RuleDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * Files, each a version: a changed one is another version. They are told apart by what they hold,
 * not by their times: not every file system has these. A file that is gone stays in force, since it
 * may be gone for a moment only, while somebody replaces it.
 */
final class RuleFiles implements RuleSource {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1 << 20;

  private final String glob;

  RuleFiles(String glob) {
    this.glob = glob;
  }

  @Override
  public void look(SortedMap<String, String> marks, Changes changes) throws IOException {
    MatchResult match = FileSystems.match(glob, EmptyMatchTreatment.DISALLOW);
    List<Metadata> files =
        match.metadata().stream()
            .sorted(
                Comparator.comparingLong(Metadata::lastModifiedMillis)
                    .thenComparing(file -> file.resourceId().toString()))
            .toList();
    for (Metadata file : files) {
      String path = file.resourceId().toString();
      byte[] bytes;
      try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
        bytes = in.readNBytes(LONGEST + 1);
      }
      String digest = digest(bytes);
      if (!digest.equals(marks.get(path))) {
        changes.mark(path, digest);
        changes.found(new RuleDocument(path, path, new String(bytes, StandardCharsets.UTF_8)));
      }
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
