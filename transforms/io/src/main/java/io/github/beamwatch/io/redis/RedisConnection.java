package io.github.beamwatch.io.redis;

import io.github.beamwatch.core.spec.RedisSinkSpec;
import io.github.beamwatch.core.spec.Secret;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Connections as a spec says, and the words of the server's errors. */
final class RedisConnection {

  private RedisConnection() {}

  static Jedis connect(RedisSinkSpec spec) {
    int millis = (int) Math.min(Integer.MAX_VALUE, spec.timeout().toMillis());
    Secret password = spec.password();
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .user(spec.username())
            .password(password == null ? null : password.reveal())
            .database(spec.database())
            .ssl(spec.tls())
            .build();
    Jedis redis = new Jedis(HostAndPort.from(spec.address()), config);
    redis.connect();
    return redis;
  }

  /**
   * The first word of an error, such as {@code OOM}: what stands behind it may quote what we sent.
   */
  static String code(JedisException error) {
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf(' ');
    return end < 0 ? message : message.substring(0, end);
  }
}
