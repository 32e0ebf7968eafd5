package io.github.beamwatch.io.deliver.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.delivery.EmailSpec;
import io.github.beamwatch.fixtures.alert.SampleAlerts;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private EmailSpec spec(EmailSpec.Tls tls, @Nullable String username, @Nullable Secret password) {
    return new EmailSpec(
        "127.0.0.1",
        server.getSmtp().getPort(),
        tls,
        null,
        username,
        password,
        "beamwatch@example.org",
        List.of("oncall@example.org", "team@example.org"));
  }

  private static SendResult send(EmailSpec spec, Alert... alerts) {
    try (EmailChannel channel = new EmailChannel(spec, TIMEOUT, 4)) {
      return channel
          .send(List.of(alerts).stream().map(alert -> new Letter(alert, "{}")).toList())
          .join();
    }
  }

  @Test
  void a_mail_has_a_subject_and_the_fields_as_text_and_as_html() throws Exception {
    assertThat(send(spec(EmailSpec.Tls.NONE, null, null), SampleAlerts.firing(1)))
        .isEqualTo(SendResult.SENT);

    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getSubject()).isEqualTo("High: ctr_drop of country=C1");
    MimeMultipart parts = (MimeMultipart) mails[0].getContent();
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("ctr fell to 2.13", "Labels: country=C1", "Deviation: −76.5 %");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("<td>country=C1</td>");
  }

  @Test
  void a_mail_that_is_sent_again_has_the_same_id() throws Exception {
    EmailSpec spec = spec(EmailSpec.Tls.NONE, null, null);
    send(spec, SampleAlerts.firing(1), SampleAlerts.firing(2));
    send(spec, SampleAlerts.firing(2), SampleAlerts.firing(1));
    send(spec, SampleAlerts.resolved(1));

    List<String> ids = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      ids.add(mail.getMessageID());
    }
    // Each of three mails came to two people.
    assertThat(ids).hasSize(6);
    assertThat(Set.copyOf(ids)).hasSize(2);
  }

  @Test
  void a_wrong_login_is_refused_without_telling_it() {
    server.setUser("oncall@example.org", "someone", "secret");
    server.getUserManager().setAuthRequired(true);

    SendResult result =
        send(
            spec(EmailSpec.Tls.NONE, "someone", Secret.of("never-print-me")),
            SampleAlerts.firing(1));

    assertThat(result.kind()).isEqualTo(SendResult.Kind.REFUSED);
    assertThat(result.detail()).endsWith("refused the login").doesNotContain("never-print-me");
  }

  @Test
  void a_right_login_is_used() {
    server.setUser("oncall@example.org", "someone", "never-print-me");
    server.getUserManager().setAuthRequired(true);

    assertThat(
            send(
                spec(EmailSpec.Tls.NONE, "someone", Secret.of("never-print-me")),
                SampleAlerts.firing(1)))
        .isEqualTo(SendResult.SENT);
  }

  @Test
  void nothing_goes_out_in_the_clear_where_tls_was_asked_for() {
    SendResult result = send(spec(EmailSpec.Tls.STARTTLS, null, null), SampleAlerts.firing(1));

    assertThat(result.kind()).isNotEqualTo(SendResult.Kind.SENT);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_server_that_is_away_is_tried_again() {
    EmailSpec away =
        new EmailSpec(
            "127.0.0.1",
            LoopbackPorts.free(),
            EmailSpec.Tls.NONE,
            null,
            null,
            null,
            "a@example.org",
            List.of("b@example.org"));

    assertThat(send(away, SampleAlerts.firing(1)).kind()).isEqualTo(SendResult.Kind.RETRY);
  }
}
