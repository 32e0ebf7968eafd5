package io.github.beamwatch.io.deliver;

/** How many alerts of a bundle are under way. */
final class OpenCount {

  private long open;

  synchronized void more() {
    open++;
  }

  synchronized void less() {
    if (--open == 0) {
      notifyAll();
    }
  }

  synchronized void awaitNone() throws InterruptedException {
    while (open > 0) {
      wait();
    }
  }
}
