package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How a Kafka client proves who it is, and whom it trusts. */
public record KafkaSecuritySpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("SASL_SSL, SSL or SASL_PLAINTEXT (which shows the password).")
        Protocol protocol,
    @JsonPropertyDescription("Of SASL: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. Default PLAIN.")
        @Nullable Mechanism mechanism,
    @JsonPropertyDescription("Of SASL: the user.") @Nullable String username,
    @JsonPropertyDescription("Of SASL: the password. Never printed.") @Nullable Secret password,
    @JsonPropertyDescription(
            "Of TLS: the certificates that the broker's must lead to; .pem or .crt, .p12 or .jks, on"
                + " every machine that works. Default: those of Java.")
        @Nullable String truststore,
    @JsonPropertyDescription("Of a .p12 or .jks truststore.") @Nullable Secret truststorePassword,
    @JsonPropertyDescription(
            "Of TLS: this client's own key and certificate, where the broker asks for one; .pem,"
                + " .p12 or .jks.")
        @Nullable String keystore,
    @JsonPropertyDescription("Of a .p12 or .jks keystore.") @Nullable Secret keystorePassword,
    @JsonPropertyDescription("Of the key in it, where it has one of its own.")
        @Nullable Secret keyPassword,
    @JsonPropertyDescription(
            "Of TLS: whether the broker's certificate must be for the address that was asked."
                + " Default true.")
        Boolean verifyHostname)
    implements Serializable {

  /** What is spoken below Kafka. */
  public enum Protocol {
    @JsonProperty("SASL_SSL")
    SASL_SSL,
    @JsonProperty("SSL")
    SSL,
    @JsonProperty("SASL_PLAINTEXT")
    SASL_PLAINTEXT;

    /** Whether there is a login by name and password. */
    public boolean sasl() {
      return this != SSL;
    }

    /** Whether there are certificates. */
    public boolean tls() {
      return this != SASL_PLAINTEXT;
    }
  }

  /** How the password is shown to the broker. */
  public enum Mechanism {
    @JsonProperty("PLAIN")
    PLAIN("PLAIN"),
    @JsonProperty("SCRAM-SHA-256")
    SCRAM_SHA_256("SCRAM-SHA-256"),
    @JsonProperty("SCRAM-SHA-512")
    SCRAM_SHA_512("SCRAM-SHA-512");

    private final String word;

    Mechanism(String word) {
      this.word = word;
    }

    /** Kafka's name for it. */
    public String word() {
      return word;
    }
  }

  public KafkaSecuritySpec {
    verifyHostname = verifyHostname == null ? Boolean.TRUE : verifyHostname;
  }

  /** A login by name and password. */
  public static KafkaSecuritySpec login(Protocol protocol, String username, Secret password) {
    return new KafkaSecuritySpec(
        protocol, null, username, password, null, null, null, null, null, true);
  }

  /** The same, trusting these certificates. */
  public KafkaSecuritySpec withTruststore(String file, @Nullable Secret filePassword) {
    return new KafkaSecuritySpec(
        protocol,
        mechanism,
        username,
        password,
        file,
        filePassword,
        keystore,
        keystorePassword,
        keyPassword,
        verifyHostname);
  }
}
