package io.github.beamwatch.pipelines.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What becomes of letters, kind by kind. */
public final class RedriveCounts {
  private static final int EXAMPLES = 5;

  private static final class Tally {
    private long letters;
    private long before;
  }

  private final boolean redactedToo;
  private final Predicate<Letter> goesBack;
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Map<String, Letter> kinds = new TreeMap<>();
  private final List<String> noLetters = new ArrayList<>();
  private long noLetterCount;

  /**
   * Counts.
   *
   * @param redactedToo whether redacted payloads are fed back as they are
   * @param goesBack whether the payload of a letter belongs where it is fed to
   */
  public RedriveCounts(boolean redactedToo, Predicate<Letter> goesBack) {
    this.redactedToo = redactedToo;
    this.goesBack = goesBack;
  }

  void letter(Letter letter, boolean before) {
    Tally tally = tallies.computeIfAbsent(letter.kind(), kind -> new Tally());
    kinds.putIfAbsent(letter.kind(), letter);
    tally.letters++;
    tally.before += before ? 1 : 0;
  }

  void noLetter(String place) {
    noLetterCount++;
    if (noLetters.size() < EXAMPLES) {
      noLetters.add(place);
    }
  }

  /** Whether letters of this kind are fed back. */
  boolean feeds(Letter letter) {
    return remarkOn(letter).isEmpty();
  }

  private String remarkOn(Letter letter) {
    if (!goesBack.test(letter)) {
      return "no record of what the spec reads; name a topic with --to-topic";
    }
    return switch (letter.state()) {
      case Letter.WHOLE -> "";
      case Letter.REDACTED ->
          redactedToo ? "" : "without its sensitive values; --redacted feeds it back as it is";
      case "withheld" -> "not kept, since it may hold sensitive values; see source";
      case "cut" -> "only the record's beginning; see source";
      default -> "unknown payload_state " + letter.state();
    };
  }

  /** How many are, or would be, fed back now. */
  public long fed() {
    return tallies.entrySet().stream()
        .filter(entry -> remark(entry.getKey()).isEmpty())
        .mapToLong(entry -> entry.getValue().letters - entry.getValue().before)
        .sum();
  }

  private String remark(String kind) {
    Letter known = kinds.get(kind);
    return known == null ? "" : remarkOn(known);
  }

  /** A line for each kind, and one for what is no letter. */
  public List<String> lines(boolean done) {
    List<String> lines = new ArrayList<>();
    tallies.forEach(
        (name, tally) -> {
          Letter kind = java.util.Objects.requireNonNull(kinds.get(name));
          String remark = remark(name);
          long left = tally.letters - tally.before;
          lines.add(
              "%s %s: %d letters, %s%s"
                  .formatted(
                      kind.stage(),
                      kind.reason(),
                      tally.letters,
                      remark.isEmpty()
                          ? left + (done ? " fed back" : " to feed back")
                          : "kept: payload is " + remark,
                      tally.before > 0 ? ", " + tally.before + " were before" : ""));
        });
    if (noLetterCount > 0) {
      lines.add(
          "%d kept that are no dead letters: %s%s"
              .formatted(
                  noLetterCount,
                  String.join(", ", noLetters),
                  noLetterCount > noLetters.size() ? ", …" : ""));
    }
    return lines;
  }
}
