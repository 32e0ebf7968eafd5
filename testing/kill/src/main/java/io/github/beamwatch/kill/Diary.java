package io.github.beamwatch.kill;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened when; printed as it happens. */
final class Diary {

  private final PrintStream out;
  private final long start = System.nanoTime();
  private final List<String> disturbances = new ArrayList<>();

  Diary(PrintStream out) {
    this.out = out;
  }

  void note(String what) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, what);
    out.flush();
  }

  /** Something was done to the run. */
  void disturbed(String what) {
    synchronized (disturbances) {
      disturbances.add(what);
    }
    note(what);
  }

  List<String> disturbances() {
    synchronized (disturbances) {
      return List.copyOf(disturbances);
    }
  }
}
