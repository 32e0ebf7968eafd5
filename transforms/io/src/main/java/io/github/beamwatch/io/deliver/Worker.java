package io.github.beamwatch.io.deliver;

/** A thread that works until it is stopped, and keeps no process alive. */
final class Worker {

  private final Thread thread;

  /** What is done until it is interrupted. */
  interface Work {
    void run() throws InterruptedException;
  }

  private Worker(Thread thread) {
    this.thread = thread;
  }

  static Worker start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                // Stopped.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return new Worker(thread);
  }

  void stop() {
    thread.interrupt();
  }
}
