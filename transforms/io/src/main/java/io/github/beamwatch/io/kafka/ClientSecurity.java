package io.github.beamwatch.io.kafka;

import io.github.beamwatch.core.spec.KafkaSecuritySpec;
import io.github.beamwatch.core.spec.KafkaSecuritySpec.Mechanism;
import io.github.beamwatch.core.spec.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A login and certificates, in the words of Kafka's clients. */
public final class ClientSecurity {

  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private ClientSecurity() {}

  /**
   * The properties of a spec and those that its login is made of.
   *
   * @return what must not be printed: it holds the password
   */
  public static Map<String, String> with(
      Map<String, String> properties, @Nullable KafkaSecuritySpec security) {
    Map<String, String> all = new TreeMap<>(properties);
    if (security == null) {
      return all;
    }
    all.put("security.protocol", security.protocol().name());
    if (security.protocol().sasl()) {
      Mechanism mechanism = security.mechanism() == null ? Mechanism.PLAIN : security.mechanism();
      all.put("sasl.mechanism", mechanism.word());
      all.put("sasl.jaas.config", jaas(mechanism, security.username(), security.password()));
    }
    if (security.protocol().tls()) {
      store(all, "ssl.truststore", security.truststore(), security.truststorePassword());
      store(all, "ssl.keystore", security.keystore(), security.keystorePassword());
      if (security.keyPassword() != null) {
        all.put("ssl.key.password", security.keyPassword().reveal());
      }
      all.put("ssl.endpoint.identification.algorithm", security.verifyHostname() ? "https" : "");
    }
    return all;
  }

  private static void store(
      Map<String, String> all, String name, @Nullable String file, @Nullable Secret password) {
    if (file == null) {
      return;
    }
    all.put(name + ".location", file);
    all.put(name + ".type", type(file.toLowerCase(Locale.ROOT)));
    if (password != null) {
      all.put(name + ".password", password.reveal());
    }
  }

  private static String type(String file) {
    if (file.endsWith(".pem") || file.endsWith(".crt")) {
      return "PEM";
    }
    return file.endsWith(".p12") || file.endsWith(".pfx") ? "PKCS12" : "JKS";
  }

  private static String jaas(
      Mechanism mechanism, @Nullable String username, @Nullable Secret password) {
    return (mechanism == Mechanism.PLAIN ? PLAIN : SCRAM)
        + " required username="
        + quoted(username == null ? "" : username)
        + " password="
        + quoted(password == null ? "" : password.reveal())
        + ";";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
