package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.KafkaSecuritySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of a Kafka login. No sentence shows a secret. */
final class KafkaSecurityRules {

  private KafkaSecurityRules() {}

  static void check(
      String path,
      @Nullable KafkaSecuritySpec security,
      Map<String, String> properties,
      Findings findings) {
    if (security == null) {
      return;
    }
    String at = path + "/security";
    for (String key : properties.keySet()) {
      if (key.equals("security.protocol") || key.startsWith("sasl.") || key.startsWith("ssl.")) {
        findings.add(
            Findings.at(path + "/properties", key), "cannot be set beside security, which says it");
      }
    }
    if (security.protocol() == null) {
      return;
    }
    boolean sasl = security.protocol().sasl();
    boolean tls = security.protocol().tls();
    if (sasl && security.username() == null) {
      findings.add(at + "/username", "is missing; " + security.protocol() + " logs in by name");
    }
    if (sasl && security.password() == null) {
      findings.add(at + "/password", "is missing; " + security.protocol() + " needs a password");
    }
    Map<String, @Nullable Object> ofSasl = new LinkedHashMap<>();
    ofSasl.put("mechanism", security.mechanism());
    ofSasl.put("username", security.username());
    ofSasl.put("password", security.password());
    Map<String, @Nullable Object> ofTls = new LinkedHashMap<>();
    ofTls.put("truststore", security.truststore());
    ofTls.put("truststorePassword", security.truststorePassword());
    ofTls.put("keystore", security.keystore());
    ofTls.put("keystorePassword", security.keystorePassword());
    ofTls.put("keyPassword", security.keyPassword());
    unused(at, sasl ? Map.of() : ofSasl, "SASL_SSL or SASL_PLAINTEXT", findings);
    unused(at, tls ? Map.of() : ofTls, "SASL_SSL or SSL", findings);
    findings.notBlank(at + "/username", "name the user", security.username());
    findings.notBlank(at + "/truststore", "name a file", security.truststore());
    findings.notBlank(at + "/keystore", "name a file", security.keystore());
    if (security.truststore() == null && security.truststorePassword() != null) {
      findings.add(at + "/truststorePassword", "needs the key truststore beside it");
    }
    if (security.keystore() == null
        && (security.keystorePassword() != null || security.keyPassword() != null)) {
      findings.add(at + "/keystore", "is missing; a password of it is given");
    }
  }

  private static void unused(
      String path, Map<String, @Nullable Object> keys, String protocols, Findings findings) {
    keys.forEach(
        (key, value) -> {
          if (value != null) {
            findings.add(
                path + "/" + key, "is of no use here; it belongs to protocol " + protocols);
          }
        });
  }
}
