package io.github.beamwatch.pipelines.redrive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;

/** A file of letters, one a line; of one that ends in {@code .gz} what is in it. */
public final class FilePile implements Pile {
  private static final int CHUNK = 1 << 16;

  private final ResourceId file;

  private FilePile(ResourceId file) {
    this.file = file;
  }

  /** The files that match, in the order of their names. */
  public static List<Pile> matching(List<String> globs) throws IOException {
    List<Pile> piles = new ArrayList<>();
    for (MatchResult match : FileSystems.match(globs)) {
      match.metadata().stream()
          .map(MatchResult.Metadata::resourceId)
          .sorted(Comparator.comparing(ResourceId::toString))
          .forEach(file -> piles.add(new FilePile(file)));
    }
    return piles;
  }

  private InputStream open() throws IOException {
    InputStream in =
        new BufferedInputStream(Channels.newInputStream(FileSystems.open(file)), CHUNK);
    return name().endsWith(".gz") ? new GZIPInputStream(in, CHUNK) : in;
  }

  @Override
  public String identity() throws IOException {
    try (InputStream in = open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
      return "file-" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  /** Positions are numbers of lines, from 0 on. */
  @Override
  public void read(Reader reader) throws IOException {
    try (InputStream in = open()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      long number = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        int start = 0;
        for (int i = 0; i < read; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, start, i - start);
            start = i + 1;
            number = line(line, number, reader);
          }
        }
        line.write(chunk, start, read - start);
      }
      if (line.size() > 0) {
        line(line, number, reader);
      }
    }
  }

  private static long line(ByteArrayOutputStream line, long number, Reader reader) {
    byte[] bytes = line.toByteArray();
    line.reset();
    boolean blank = true;
    for (byte b : bytes) {
      blank &= b == ' ' || b == '\r' || b == '\t';
    }
    if (!blank) {
      reader.accept(number, bytes);
    }
    return number + 1;
  }
}
