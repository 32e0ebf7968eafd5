package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A password, a token, or an address with a token in it. Its value shows in no text that is made of
 * it: whoever needs it asks by {@link #reveal}.
 */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String HIDDEN = "***";

  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value, for the one who sends it. */
  public String reveal() {
    return value;
  }

  public boolean isBlank() {
    return value.isBlank();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@code ***}. */
  @Override
  public String toString() {
    return HIDDEN;
  }
}
