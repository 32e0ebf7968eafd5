package io.github.beamwatch.io.deliver;

import io.github.beamwatch.core.spec.delivery.ChannelSpec;
import io.github.beamwatch.core.spec.delivery.DeliverySpec;
import io.github.beamwatch.core.spec.delivery.EmailSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.deliver.claim.ClaimsUnavailableException;
import io.github.beamwatch.io.deliver.claim.RedisClaims;
import io.github.beamwatch.io.http.TrustedCertificates;
import java.time.Duration;
import java.util.Map;

/** Looks whether what a delivery cannot do without is there, before anything starts. */
public final class DeliveryCheck {

  private DeliveryCheck() {}

  /**
   * Asks the memory of claims, and reads the certificates of mail servers. Channels are not asked:
   * every question to them is a message, and one that is away is waited for.
   *
   * @throws ConnectorUnavailableException in one sentence when one of them is not there
   */
  public static void check(DeliverySpec spec) throws ConnectorUnavailableException {
    for (Map.Entry<String, ChannelSpec> channel : spec.channels().entrySet()) {
      EmailSpec email = channel.getValue().email();
      if (email != null && email.caFile() != null) {
        readable("channels." + channel.getKey() + ".email.caFile", email.caFile());
      }
    }
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

  private static void readable(String place, String caFile) throws ConnectorUnavailableException {
    try {
      TrustedCertificates.of(caFile);
    } catch (IllegalArgumentException e) {
      throw new ConnectorUnavailableException(place + ": " + e.getMessage(), e);
    }
  }
}
