package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is allowed in one number field; bounds are inclusive. */
public record FieldSpec(
    @JsonPropertyDescription("The smallest allowed number.") @Nullable Double min,
    @JsonPropertyDescription("The largest allowed number.") @Nullable Double max,
    @JsonPropertyDescription(
            "true: an event without this number is used all the same and adds nothing to it."
                + " Default false: it is a dead letter.")
        Boolean optional)
    implements Serializable {

  public static final FieldSpec DEFAULT = new FieldSpec(null, null, false);

  public FieldSpec {
    optional = optional == null ? Boolean.FALSE : optional;
  }
}
