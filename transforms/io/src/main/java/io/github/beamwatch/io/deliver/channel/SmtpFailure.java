package io.github.beamwatch.io.deliver.channel;

import jakarta.mail.MessagingException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why no mail server took a mail, in our words: the library's may quote what is secret. */
final class SmtpFailure {

  private SmtpFailure() {}

  /** A sentence on a failure without an answer. */
  static String of(MessagingException failure, String server) {
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)) {
      return server
          + " has a certificate that is not trusted here; name a PEM file of its issuer with caFile";
    }
    if (has(failure, CertificateException.class)) {
      return server + " has a certificate for another name than that";
    }
    if (String.valueOf(failure.getMessage())
        .toUpperCase(Locale.ROOT)
        .contains("STARTTLS IS REQUIRED")) {
      return server + " offers no STARTTLS, and gets nothing in the clear";
    }
    if (has(failure, SSLException.class)) {
      return server + " made no TLS connection; is the port one for tls: ssl or tls: starttls?";
    }
    return server + " could not be reached, or broke off";
  }

  private static boolean has(Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
