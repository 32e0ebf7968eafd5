package io.github.beamwatch.core.privacy;

import io.github.beamwatch.core.spec.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for values without telling them: the first 128 bits of HMAC-SHA-256 of the value's UTF-8
 * bytes, in hexadecimal digits. Equal for equal values and keys, everywhere and at any time;
 * without the key, nobody can try out which value it was. Not thread-safe.
 */
public final class Pseudonyms {

  /** How many hexadecimal digits a pseudonym has. */
  public static final int DIGITS = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  Pseudonyms(Secret key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256 for any key", e);
    }
  }

  /** The pseudonym of the value that lies here. */
  public String of(byte[] buffer, int from, int to) {
    mac.update(buffer, from, to - from);
    return HexFormat.of().formatHex(mac.doFinal(), 0, DIGITS / 2);
  }
}
