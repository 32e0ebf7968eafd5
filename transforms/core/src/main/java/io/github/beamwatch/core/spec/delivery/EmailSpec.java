package io.github.beamwatch.core.spec.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** E-mail through an SMTP server. */
public record EmailSpec(
    @JsonProperty(required = true) @JsonPropertyDescription("The SMTP server.") String host,
    @JsonPropertyDescription("Its port. Default 587, with tls ssl 465, with tls none 25.")
        Integer port,
    @JsonPropertyDescription(
            "starttls (refused where the server has none), ssl or none. Default starttls.")
        Tls tls,
    @JsonPropertyDescription(
            "PEM file with the certificates that the server's must lead to. Default: those of"
                + " Java.")
        @Nullable String caFile,
    @JsonPropertyDescription("Who logs in. Default: nobody.") @Nullable String username,
    @JsonPropertyDescription("The login's password.") @Nullable Secret password,
    @JsonProperty(required = true) @JsonPropertyDescription("The sender's address.") String from,
    @JsonProperty(required = true) @JsonPropertyDescription("The addresses to send to.")
        List<String> to)
    implements Serializable {

  /** How the connection is kept private. */
  public enum Tls {
    @JsonProperty("starttls")
    STARTTLS(587),
    @JsonProperty("ssl")
    SSL(465),
    @JsonProperty("none")
    NONE(25);

    private final int port;

    Tls(int port) {
      this.port = port;
    }
  }

  public EmailSpec {
    tls = tls == null ? Tls.STARTTLS : tls;
    port = port == null ? Integer.valueOf(tls.port) : port;
    to = to == null ? List.of() : List.copyOf(to);
  }
}
