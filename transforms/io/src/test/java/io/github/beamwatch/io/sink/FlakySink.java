package io.github.beamwatch.io.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A sink in this JVM that does what a test tells it. */
final class FlakySink implements BatchSink {
  private static final long serialVersionUID = 1L;

  /** What a sink of that name has seen, and how it behaves. */
  static final class Server {
    final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> written = new ConcurrentLinkedQueue<>();
    final AtomicInteger failures = new AtomicInteger();
    volatile @Nullable Duration retryAfter;
    volatile String refuses = "none";
    volatile String postpones = "none";
    final AtomicInteger postponements = new AtomicInteger();
  }

  private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();

  private final String name;
  private final int rows;

  FlakySink(String name, int rows) {
    this.name = name;
    this.rows = rows;
    SERVERS.put(name, new Server());
  }

  Server server() {
    return SERVERS.get(name);
  }

  @Override
  public void prepare() {}

  @Override
  public int batchRows() {
    return rows;
  }

  @Override
  public Writer open() {
    return rows -> {
      Server server = server();
      server.batches.add(rows.stream().map(SinkRow::id).toList());
      if (server.failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new SinkUnavailableException("the server is away", server.retryAfter);
      }
      List<Unwritten> refused = new ArrayList<>();
      List<Unwritten> again = new ArrayList<>();
      for (SinkRow row : rows) {
        if (row.id().matches(server.refuses)) {
          refused.add(new Unwritten(row, "no place for " + row.id()));
        } else if (row.id().matches(server.postpones)
            && server.postponements.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          again.add(new Unwritten(row, "too busy"));
        } else {
          server.written.add(row.id());
        }
      }
      return new Outcome(refused, again, null);
    };
  }
}
