package io.github.beamwatch.io.redis;

import io.github.beamwatch.core.spec.RedisSinkSpec;
import io.github.beamwatch.io.sink.BatchSink;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.BatchSink.Unwritten;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkRow.Kind;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** Writes a batch as one pipeline of commands. */
final class PipelinedWriter implements BatchSink.Writer {

  /**
   * Sets a key unless it holds a newer object: KEYS key, ARGV json, ttl, name of the time, time.
   */
  private static final String SET_UNLESS_OLDER =
      """
      local old = redis.call('GET', KEYS[1])
      if old then
        local ok, object = pcall(cjson.decode, old)
        if ok and type(object) == 'table' then
          local time = object[ARGV[3]]
          if type(time) == 'string' and time > ARGV[4] then return 0 end
        end
      end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  /** Answers of a server that will be well again; NOSCRIPT, when it has lost the script. */
  private static final Set<String> FOR_NOW =
      Set.of(
          "LOADING",
          "BUSY",
          "READONLY",
          "MASTERDOWN",
          "NOREPLICAS",
          "MISCONF",
          "OOM",
          "TRYAGAIN",
          "CLUSTERDOWN",
          "NOSCRIPT");

  private static final String NOTHING_EXPECTED = ",\"expected\":null";

  private final RedisSinkSpec spec;
  private final RedisKeys keys;
  private @Nullable Jedis connection;
  private String script = "";

  PipelinedWriter(RedisSinkSpec spec) {
    this.spec = spec;
    this.keys = new RedisKeys(spec.keyPrefix());
  }

  @Override
  public Outcome write(List<SinkRow> rows) throws SinkUnavailableException {
    List<Unwritten> refused = new ArrayList<>();
    List<Unwritten> again = new ArrayList<>();
    try {
      Jedis redis = connected();
      List<SinkRow> sent = new ArrayList<>();
      List<Response<?>> answers = new ArrayList<>();
      Pipeline pipeline = redis.pipelined();
      for (SinkRow row : rows) {
        if (row.kind() == Kind.DEAD_LETTER) {
          refused.add(new Unwritten(row, "Redis takes no dead letters"));
        } else if (row.kind() != Kind.SCORE || !row.json().contains(NOTHING_EXPECTED)) {
          answers.add(send(pipeline, row));
          sent.add(row);
        }
      }
      pipeline.sync();
      for (int i = 0; i < sent.size(); i++) {
        judge(sent.get(i), answers.get(i), refused, again);
      }
    } catch (JedisConnectionException e) {
      close();
      throw new SinkUnavailableException(
          "Redis at " + spec.address() + " cannot be reached, or did not answer in time", null);
    } catch (JedisException e) {
      // Of the connection as a whole: the login, or a server that is not ready.
      close();
      throw new SinkUnavailableException(
          "Redis at " + spec.address() + " answered " + RedisConnection.code(e), null);
    }
    if (!again.isEmpty()) {
      close();
    }
    return new Outcome(refused, again, null);
  }

  private Jedis connected() {
    Jedis redis = connection;
    if (redis == null) {
      redis = RedisConnection.connect(spec);
      connection = redis;
      script = redis.scriptLoad(SET_UNLESS_OLDER);
    }
    return redis;
  }

  private Response<?> send(Pipeline pipeline, SinkRow row) {
    String key = keys.of(row);
    long ttl = spec.ttl().toMillis();
    if (row.kind() == Kind.METRIC) {
      return pipeline.set(key, row.json(), SetParams.setParams().px(ttl));
    }
    String time = row.kind() == Kind.ALERT ? "alert_time" : "window_end";
    return pipeline.evalsha(
        script,
        List.of(key),
        List.of(row.json(), Long.toString(ttl), time, RedisKeys.time(row.endMillis())));
  }

  private static void judge(
      SinkRow row, Response<?> answer, List<Unwritten> refused, List<Unwritten> again) {
    try {
      answer.get();
    } catch (JedisDataException e) {
      String code = RedisConnection.code(e);
      Unwritten unwritten = new Unwritten(row, "Redis answered " + code);
      (FOR_NOW.contains(code) ? again : refused).add(unwritten);
    }
  }

  @Override
  public void close() {
    Jedis redis = connection;
    connection = null;
    if (redis != null) {
      try {
        redis.close();
      } catch (JedisException e) {
        // It is gone already.
      }
    }
  }
}
