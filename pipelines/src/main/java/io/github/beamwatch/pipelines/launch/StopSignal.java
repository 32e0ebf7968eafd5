package io.github.beamwatch.pipelines.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C (and a polite kill) into a stop of the job, so that the program ends the usual way
 * and can still say what it did. A second one ends the process at once.
 */
final class StopSignal implements AutoCloseable {
  private static final int KILLED = 130;

  private final Map<Signal, SignalHandler> previous = new LinkedHashMap<>();
  private volatile boolean received;

  private StopSignal() {}

  /** Listens until closed; the action runs once, in a thread of its own. */
  static StopSignal listen(Runnable stop) {
    StopSignal listener = new StopSignal();
    for (String name : List.of("INT", "TERM")) {
      try {
        Signal signal = new Signal(name);
        listener.previous.put(signal, Signal.handle(signal, got -> listener.receive(stop)));
      } catch (IllegalArgumentException e) {
        // The JVM keeps the signal for itself (-Xrs): then it ends the process, as it always did.
      }
    }
    return listener;
  }

  /** Listens to nothing. */
  static StopSignal none() {
    return new StopSignal();
  }

  boolean received() {
    return received;
  }

  private synchronized void receive(Runnable stop) {
    if (received) {
      Runtime.getRuntime().halt(KILLED);
    }
    received = true;
    new Thread(stop, "stop").start();
  }

  @Override
  public void close() {
    new ArrayList<>(previous.entrySet())
        .forEach(entry -> Signal.handle(entry.getKey(), entry.getValue()));
  }
}
