package io.github.beamwatch.io.deliver;

import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.deliver.claim.ClaimsUnavailableException;
import io.github.beamwatch.io.deliver.claim.RedisClaims;
import java.time.Duration;

/** Looks whether what a delivery cannot do without is there, before anything starts. */
public final class DeliveryCheck {

  private DeliveryCheck() {}

  /**
   * Asks the memory of claims. Channels are not asked: every question to them is a message, and one
   * that is away is waited for.
   *
   * @throws ConnectorUnavailableException in one sentence when it gives no answer
   */
  public static void check(DeliverySpec spec) throws ConnectorUnavailableException {
    if (spec.claims() == null || spec.claims().redis() == null) {
      return;
    }
    try (RedisClaims claims =
        new RedisClaims(spec.claims(), spec.claims().redis(), Duration.ZERO)) {
      claims.ping();
    } catch (ClaimsUnavailableException e) {
      throw new ConnectorUnavailableException("claims.redis: " + e.getMessage(), e);
    }
  }
}
