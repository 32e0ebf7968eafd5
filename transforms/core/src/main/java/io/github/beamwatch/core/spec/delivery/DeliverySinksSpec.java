package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.SinkSpec;
import io.github.beamwatch.core.spec.SinksSpec;
import java.io.Serializable;
import java.util.List;

/** Where a delivery writes to. */
public record DeliverySinksSpec(
    @JsonPropertyDescription(
            "Records that are no alerts, and alerts that could not be delivered, with the reason."
                + " Default: files in dead-letters/.")
        List<SinkSpec> deadLetters)
    implements Serializable {

  public static final DeliverySinksSpec DEFAULT =
      new DeliverySinksSpec(SinksSpec.DEFAULT_DEAD_LETTERS);

  public DeliverySinksSpec {
    deadLetters = deadLetters == null ? SinksSpec.DEFAULT_DEAD_LETTERS : List.copyOf(deadLetters);
  }
}
