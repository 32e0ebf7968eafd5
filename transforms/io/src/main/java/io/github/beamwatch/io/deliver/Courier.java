package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.delivery.RoutedAlert;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import io.github.beamwatch.core.spec.delivery.CooldownSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.io.deliver.channel.Channels;
import io.github.beamwatch.io.deliver.claim.Claims;
import io.github.beamwatch.io.deliver.claim.LocalClaims;
import io.github.beamwatch.io.deliver.claim.RedisClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Takes alerts to their channels, of one run in one process: a queue for each channel, and one
 * memory for all.
 */
final class Courier implements AutoCloseable {

  private static final Map<String, Courier> RUNS = new HashMap<>();

  private final Map<String, ChannelQueue> queues = new LinkedHashMap<>();
  private final DeliveryNews news = new DeliveryNews();
  private final Claims claims;
  // Who is asked to end (SIGTERM) leaves nothing in doubt.
  private final Thread lastMarks = new Thread(this::close, "last-marks");
  private int users;

  Courier(DeliverySpec spec) {
    this(spec, Clock.systemUTC());
  }

  /**
   * @param clock says when an alert was delivered
   */
  Courier(DeliverySpec spec, Clock clock) {
    ClaimsSpec shared = spec.claims();
    CooldownSpec cooldown = spec.cooldown();
    Duration quietFor =
        cooldown == null || cooldown.store() == CooldownSpec.Store.STATE
            ? Duration.ZERO
            : cooldown.quietFor();
    this.claims =
        shared == null || shared.redis() == null
            ? new LocalClaims()
            : new RedisClaims(shared, shared.redis(), quietFor);
    Duration wait = shared == null ? Duration.ZERO : shared.waitFor();
    spec.channels()
        .forEach(
            (name, channel) ->
                queues.put(
                    name,
                    new ChannelQueue(
                        name,
                        channel,
                        spec.group(),
                        Channels.open(channel),
                        claims,
                        wait,
                        news,
                        clock)));
  }

  /** The courier of a run in this process; each one that got it gives it back. */
  static synchronized Courier acquire(String run, DeliverySpec spec) {
    Courier courier = RUNS.get(run);
    if (courier == null) {
      courier = new Courier(spec);
      RUNS.put(run, courier);
      Runtime.getRuntime().addShutdownHook(courier.lastMarks);
    }
    courier.users++;
    return courier;
  }

  /**
   * Gives the courier of a run back. The last one ends it; what is under way is left to whoever
   * reads it again.
   *
   * @return whether this was the last one
   */
  static synchronized boolean release(String run) {
    Courier courier = RUNS.get(run);
    if (courier == null || --courier.users > 0) {
      return false;
    }
    RUNS.remove(run);
    courier.close();
    try {
      Runtime.getRuntime().removeShutdownHook(courier.lastMarks);
    } catch (IllegalStateException e) {
      // The process is ending: it runs already.
    }
    return true;
  }

  DeliveryNews news() {
    return news;
  }

  /** Takes an alert. What became of it is told in a thread of ours, once. */
  void deliver(RoutedAlert routed, BiConsumer<Parcel, Outcome> settled) {
    ChannelQueue queue = queues.get(routed.channel());
    Alert alert = routed.alert();
    if (queue == null || alert == null) {
      throw new IllegalArgumentException("there is no channel " + routed.channel());
    }
    queue.add(alert, routed.record(), settled);
  }

  /** No group waits for more any longer: all is there. */
  void hurry() {
    queues.values().forEach(ChannelQueue::hurry);
  }

  @Override
  public synchronized void close() {
    queues.values().forEach(ChannelQueue::stop);
    queues.values().forEach(ChannelQueue::close);
    claims.close();
  }
}
