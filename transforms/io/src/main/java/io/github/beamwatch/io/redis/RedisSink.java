package io.github.beamwatch.io.redis;

import io.github.beamwatch.core.spec.RedisSinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes rows as keys of Redis, each with a time to live and the row's JSON:
 *
 * <ul>
 *   <li>{@code metrics:{labels}:{window}}: what a series measured in a window;
 *   <li>{@code baselines:{rule}:{labels}}: the newest score of a rule in which something was
 *       expected, with what was expected, the value, and the band where there is one;
 *   <li>{@code alerts:{alert_id}}: the newest state of an alert.
 * </ul>
 *
 * {@link RedisKeys} has the details. Rows that are written again replace themselves; an older state
 * never replaces a newer one. Dead letters are refused.
 */
public final class RedisSink implements BatchSink {

  private static final long serialVersionUID = 1L;

  private final RedisSinkSpec spec;

  /** A server as a spec says. */
  public RedisSink(RedisSinkSpec spec) {
    this.spec = spec;
  }

  @Override
  public void prepare() throws ConnectorUnavailableException {
    try (Jedis redis = RedisConnection.connect(spec)) {
      redis.ping();
    } catch (JedisConnectionException e) {
      throw new ConnectorUnavailableException(
          "Redis at "
              + spec.address()
              + " cannot be reached; check the address and start the server",
          e);
    } catch (JedisException e) {
      throw new ConnectorUnavailableException(
          "Redis at %s answered %s; check username, password and database"
              .formatted(spec.address(), RedisConnection.code(e)),
          e);
    }
  }

  @Override
  public Writer open() {
    return new PipelinedWriter(spec);
  }
}
