package io.github.beamwatch.portability;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** The same lines as files of different shapes. */
final class InputFiles {

  private InputFiles() {}

  /** One plain file, in the order of the lines. */
  static void writeOne(List<byte[]> lines, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(lines, true, out);
    }
  }

  /**
   * Shuffled over several files of uneven size, every second one compressed, one without its last
   * line break and one empty.
   */
  static void writeShuffled(List<byte[]> lines, long seed, int files, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    List<byte[]> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(seed));
    int from = 0;
    for (int file = 1; file <= files; file++) {
      int to = file == files ? shuffled.size() : shuffled.size() * file * file / (files * files);
      boolean zip = file % 2 == 0;
      Path path = folder.resolve("events-" + file + (zip ? ".jsonl.gz" : ".jsonl"));
      try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(path));
          OutputStream out = zip ? new GZIPOutputStream(plain) : plain) {
        write(shuffled.subList(from, to), file != 1, out);
      }
      from = to;
    }
    Files.createFile(folder.resolve("events-0.jsonl"));
  }

  private static void write(List<byte[]> lines, boolean lastBreak, OutputStream out)
      throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      out.write(lines.get(i));
      if (lastBreak || i < lines.size() - 1) {
        out.write('\n');
      }
    }
  }
}
