package io.github.beamwatch.io.deliver.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.EmailSpec;
import io.github.beamwatch.core.spec.delivery.EmailSpec.Tls;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.kafka.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through real TLS handshakes, with certificates that are right and wrong. */
class EmailTlsTest {

  @TempDir private static Path folder;
  private static TestCertificates certificates;
  private static TestCertificates ofAnother;
  private static GreenMail server;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.in(folder.resolve("right"));
    ofAnother = TestCertificates.in(folder.resolve("other"), "dns:mail.example.org");
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.setUser("oncall@example.org", "someone", "never-print-me");
    server.start();
  }

  @BeforeEach
  void empty() throws Exception {
    server.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static SendResult send(int port, Tls tls, @Nullable Path caFile) {
    EmailSpec spec =
        new EmailSpec(
            "127.0.0.1",
            port,
            tls,
            caFile == null ? null : caFile.toString(),
            "someone",
            Secret.of("never-print-me"),
            "beamwatch@example.org",
            List.of("oncall@example.org"));
    try (EmailChannel channel = new EmailChannel(spec, Duration.ofSeconds(10), 4)) {
      return channel.send(List.of(new Letter(SampleAlerts.firing(1), "{}"))).join();
    }
  }

  private static TlsFront front(TestCertificates shown, Tls tls) throws Exception {
    int port = server.getSmtp().getPort();
    return tls == Tls.SSL ? TlsFront.atOnce(shown, port) : TlsFront.startTls(shown, port);
  }

  @Test
  void a_mail_goes_through_starttls_and_through_tls_from_the_start() throws Exception {
    for (Tls tls : List.of(Tls.STARTTLS, Tls.SSL)) {
      try (TlsFront front = front(certificates, tls)) {
        assertThat(send(front.port(), tls, certificates.certificate()))
            .as("%s", tls)
            .isEqualTo(SendResult.SENT);
        assertThat(front.handshakes()).isEqualTo(1);
      }
    }
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void a_certificate_that_nobody_trusts_is_told_and_gets_no_mail() throws Exception {
    for (Tls tls : List.of(Tls.STARTTLS, Tls.SSL)) {
      try (TlsFront front = front(certificates, tls)) {
        for (Path caFile : new Path[] {null, ofAnother.certificate()}) {
          assertThat(send(front.port(), tls, caFile))
              .isEqualTo(
                  SendResult.retry(
                      "the mail server 127.0.0.1:%d has a certificate that is not trusted here; name a PEM file of its issuer with caFile"
                          .formatted(front.port())));
        }
      }
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_certificate_for_another_name_is_told_and_gets_no_mail() throws Exception {
    for (Tls tls : List.of(Tls.STARTTLS, Tls.SSL)) {
      try (TlsFront front = front(ofAnother, tls)) {
        assertThat(send(front.port(), tls, ofAnother.certificate()))
            .isEqualTo(
                SendResult.retry(
                    "the mail server 127.0.0.1:%d has a certificate for another name than that"
                        .formatted(front.port())));
      }
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_server_without_tls_is_told_and_gets_nothing_in_the_clear() {
    int port = server.getSmtp().getPort();

    assertThat(send(port, Tls.STARTTLS, null).detail())
        .isEqualTo(
            "the mail server 127.0.0.1:%d offers no STARTTLS, and gets nothing in the clear"
                .formatted(port));
    assertThat(send(port, Tls.SSL, null).detail())
        .isEqualTo(
            "the mail server 127.0.0.1:%d made no TLS connection; is the port one for tls: ssl or tls: starttls?"
                .formatted(port));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_server_that_wants_starttls_refuses_a_mail_without_it() throws Exception {
    try (TlsFront front = front(certificates, Tls.STARTTLS)) {
      assertThat(send(front.port(), Tls.NONE, null).kind()).isNotEqualTo(SendResult.Kind.SENT);
      assertThat(front.handshakes()).isZero();
    }
  }

  @Test
  void certificates_that_cannot_be_read_are_told_before_anything_is_sent() {
    Path none = folder.resolve("none.pem");
    assertThatThrownBy(() -> send(1, Tls.SSL, none))
        .hasMessage("the certificates in " + none + " cannot be read; a PEM file is expected");
  }
}
