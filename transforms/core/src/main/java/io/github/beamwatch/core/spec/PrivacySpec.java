package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** What sensitive fields are hidden with. */
public record PrivacySpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The key of the hashes, 16 characters or more; best ${NAME} or ${file:/path}. The same"
                + " key gives the same hashes, so keep it where hashes must be comparable.")
        Secret key)
    implements Serializable {

  /** A shorter key could be tried out. */
  public static final int SHORTEST_KEY = 16;
}
