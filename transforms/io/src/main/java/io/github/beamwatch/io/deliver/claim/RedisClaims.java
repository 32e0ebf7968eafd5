package io.github.beamwatch.io.deliver.claim;

import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.ClaimsSpec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Claims in Redis, shared by all who use the same keys. A message's key holds {@code
 * pending:<process>} for a short time, then {@code sent}, or {@code quiet} where a cooldown held it
 * back. A cooldown's key holds the id of the alert that was sent, which passes again.
 *
 * <p>Each answer is one atomic script; many of them travel together.
 */
public final class RedisClaims implements Claims {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final String PENDING = "pending:";

  private static final String CLAIM =
      """
      local held = redis.call('GET', KEYS[1])
      if held and held ~= ARGV[1] then
        if held == 'sent' then return 1 end
        if held == 'quiet' then return 3 end
        return 2
      end
      local quiet = tonumber(ARGV[4])
      if quiet > 0 then
        if KEYS[1] ~= KEYS[2] then
          if redis.call('GET', KEYS[2]) == 'quiet' then
            redis.call('SET', KEYS[1], 'quiet', 'PX', ARGV[5])
            return 3
          end
        else
          local last = redis.call('GET', KEYS[3])
          if last and last ~= ARGV[3] then
            redis.call('SET', KEYS[1], 'quiet', 'PX', ARGV[5])
            return 3
          end
          if not last then redis.call('SET', KEYS[3], ARGV[3], 'PX', quiet) end
        end
      end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 0
      """;

  private static final String RELEASE =
      """
      local held = redis.call('GET', KEYS[1])
      if held and held ~= ARGV[1] then return 0 end
      redis.call('DEL', KEYS[1])
      if KEYS[1] == KEYS[2] and redis.call('GET', KEYS[3]) == ARGV[2] then
        redis.call('DEL', KEYS[3])
      end
      return 0
      """;

  private final JedisPooled redis;
  private final String prefix;
  private final String server;
  private final String token = PENDING + UUID.randomUUID();
  private final String pendingMillis;
  private final String keepMillis;
  private final String quietMillis;

  /**
   * Claims by a checked spec.
   *
   * @param quietFor how long a cooldown holds others back; zero where there is none
   */
  public RedisClaims(ClaimsSpec spec, ClaimsSpec.Redis redisSpec, Duration quietFor) {
    Secret uri = redisSpec.uri();
    URI address = URI.create(uri.reveal());
    this.server =
        "Redis at " + address.getHost() + ":" + (address.getPort() < 0 ? 6379 : address.getPort());
    this.redis = new JedisPooled(address, TIMEOUT_MILLIS);
    this.prefix = redisSpec.keyPrefix();
    this.pendingMillis = Long.toString(spec.pendingFor().toMillis());
    this.keepMillis = Long.toString(spec.keepFor().toMillis());
    this.quietMillis = Long.toString(quietFor.toMillis());
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) throws ClaimsUnavailableException {
    List<Response<Object>> answers = new ArrayList<>();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (ClaimRequest request : requests) {
        List<String> arguments =
            List.of(token, pendingMillis, request.alertId(), quietMillis, keepMillis);
        answers.add(pipeline.eval(CLAIM, keys(request), arguments));
      }
      pipeline.sync();
      return answers.stream().map(answer -> claim((Long) answer.get())).toList();
    } catch (JedisException e) {
      throw unavailable(e);
    }
  }

  private static Claim claim(long answer) {
    return switch ((int) answer) {
      case 0 -> Claim.OURS;
      case 1 -> Claim.SENT;
      case 2 -> Claim.THEIRS;
      default -> Claim.QUIET;
    };
  }

  @Override
  public void sent(List<ClaimRequest> requests) throws ClaimsUnavailableException {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      List<Response<String>> answers = new ArrayList<>();
      for (ClaimRequest request : requests) {
        answers.add(pipeline.psetex(key(request.key()), Long.parseLong(keepMillis), "sent"));
      }
      pipeline.sync();
      answers.forEach(Response::get);
    } catch (JedisException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void release(List<ClaimRequest> requests) throws ClaimsUnavailableException {
    try (AbstractPipeline pipeline = redis.pipelined()) {
      List<Response<Object>> answers = new ArrayList<>();
      for (ClaimRequest request : requests) {
        answers.add(pipeline.eval(RELEASE, keys(request), List.of(token, request.alertId())));
      }
      pipeline.sync();
      answers.forEach(Response::get);
    } catch (JedisException e) {
      throw unavailable(e);
    }
  }

  /** Asks whether it is there and lets us in. */
  public void ping() throws ClaimsUnavailableException {
    try {
      redis.ping();
    } catch (JedisException e) {
      throw unavailable(e);
    }
  }

  private List<String> keys(ClaimRequest request) {
    return List.of(key(request.key()), key(request.firingKey()), key(request.cooldownKey()));
  }

  private String key(String name) {
    return prefix + name;
  }

  /** In our words: the client's may hold the address, and with it a password. */
  private ClaimsUnavailableException unavailable(JedisException e) {
    return new ClaimsUnavailableException(
        e instanceof JedisAccessControlException
            ? server + " refused the login"
            : e instanceof JedisDataException
                ? server + " refuses to work"
                : server + " cannot be reached");
  }

  @Override
  public void close() {
    redis.close();
  }
}
