package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is allowed in one field of a record, and whether it may be shown. */
public record FieldSpec(
    @JsonPropertyDescription("The smallest allowed number, inclusive.") @Nullable Double min,
    @JsonPropertyDescription("The largest allowed number, inclusive.") @Nullable Double max,
    @JsonPropertyDescription(
            "true: an event without this number is used all the same and adds nothing to it."
                + " Default false: it is a dead letter.")
        Boolean optional,
    @JsonPropertyDescription(
            "The field's values are shown nowhere: mask writes *** for each, hash the same"
                + " pseudonym for the same value. Default: they are shown.")
        @Nullable Sensitive sensitive)
    implements Serializable {

  /** What stands for a value that must not be shown. */
  public enum Sensitive {
    @JsonProperty("mask")
    MASK,
    @JsonProperty("hash")
    HASH
  }

  public static final FieldSpec DEFAULT = new FieldSpec(null, null, false);

  /** A number field whose values may be shown. */
  public FieldSpec(@Nullable Double min, @Nullable Double max, Boolean optional) {
    this(min, max, optional, null);
  }

  public FieldSpec {
    optional = optional == null ? Boolean.FALSE : optional;
  }

  /** Whether anything is said of the field as a number. */
  public boolean ofNumber() {
    return min != null || max != null || optional;
  }
}
