package io.github.beamwatch.pipelines.ranking;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name of a model: twelve hexadecimal digits, equal for equal files. */
public final class ModelVersion {
  private static final int DIGITS = 12;

  private ModelVersion() {}

  /** Of a file's bytes. */
  public static String of(byte[] file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(file);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
