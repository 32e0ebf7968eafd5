package io.github.beamwatch.secrecy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for secrets in what programs have put out: reports, logs, files, whatever the format. */
final class OutputScan {

  /** Every secret that a test uses has this in it. */
  static final String MARKER = "never-" + "print-me";

  /** What was compiled or copied, not put out. */
  private static final Set<String> NOT_OUTPUT =
      Set.of(
          "classes",
          "test-classes",
          "engine",
          "maven-archiver",
          "maven-status",
          "generated-sources");

  /** Libraries, and the specs that tests wrote to read them: a secret belongs there. */
  private static final Pattern NOT_READ = Pattern.compile(".*\\.(jar|jsa|class|ya?ml)");

  /** Longer lines are cut: no secret of a test lies behind so much text without a line break. */
  private static final int LONGEST_LINE = 1 << 20;

  /**
   * What a secret looks like.
   *
   * @param kind in words
   * @param hint a text that is always in it: cheaper to look for than the pattern
   */
  private record Look(String kind, String hint, Pattern pattern) {
    boolean isIn(String line) {
      return line.contains(hint) && pattern.matcher(line).find();
    }
  }

  private static final List<Look> LOOKS =
      List.of(
          new Look("a secret of a test", MARKER, Pattern.compile(Pattern.quote(MARKER))),
          // Behind a colon sentences follow as well, so there a digit must be in it.
          new Look(
              "a value behind password",
              "ass",
              Pattern.compile(
                  "(?i)\\bpass(?:word|wd)\\b[\"']?\\s*(?:=|:(?=\\s*[\"']?\\S*[0-9]))\\s*[\"']?"
                      + "(?!\\*{3}|null\\b|\\[hidden]|hidden\\b|\\$\\{|&)"
                      + "[^\\s\"'<>{}\\[\\]()&,;:]{4,}")),
          new Look(
              "a login in an address",
              "://",
              Pattern.compile("://[^\\s/:@\"'<>]*:(?!\\*{3})[^\\s/@\"'<>]+@")),
          new Look(
              "a login of HTTP",
              "uthorization",
              Pattern.compile(
                  "(?i)\\bauthorization\\b[\"']?\\s*[=:]\\s*[\"']?(?:basic|bearer)"
                      + " +(?!\\*{3})\\S{4,}")));

  private OutputScan() {}

  /** Every leak in the target folders below this one, except in the modules named. */
  static List<Leak> ofTargets(Path home, Set<String> exceptModules) throws IOException {
    List<Leak> leaks = new ArrayList<>();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            String name = String.valueOf(folder.getFileName());
            if (name.equals("target")) {
              leaks.addAll(in(folder));
              return FileVisitResult.SKIP_SUBTREE;
            }
            boolean skipped =
                name.startsWith(".git") || name.equals("src") || exceptModules.contains(name);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }
        });
    return leaks;
  }

  /** Every leak in this folder. */
  static List<Leak> in(Path folder) throws IOException {
    List<Leak> leaks = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            return NOT_OUTPUT.contains(String.valueOf(inner.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // A link, to a folder for example, is not followed: what it leads to is read there.
            boolean read = !NOT_READ.matcher(String.valueOf(file.getFileName())).matches();
            if (read && attributes.isRegularFile()) {
              leaks.addAll(inFile(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return leaks;
  }

  private static List<Leak> inFile(Path file) throws IOException {
    List<Leak> leaks = new ArrayList<>();
    // Any byte is a character here, so that binary files are searched as well.
    try (BufferedReader in = Files.newBufferedReader(file, ISO_8859_1)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String text = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        for (Look look : LOOKS) {
          if (look.isIn(text)) {
            leaks.add(new Leak(file, number, look.kind()));
          }
        }
      }
    }
    return leaks;
  }
}
