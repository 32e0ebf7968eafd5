package io.github.beamwatch.io.deliver.channel;

import io.github.beamwatch.core.spec.delivery.EmailSpec;
import io.github.beamwatch.core.spec.delivery.EmailSpec.Tls;
import io.github.beamwatch.io.http.TrustedCertificates;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** E-mail by SMTP: a connection per message. What the server refuses with 5xx stays refused. */
final class EmailChannel implements Channel {

  private static final int MOST_CONNECTIONS = 8;
  private static final int PERMANENT = 500;

  private final EmailSpec spec;
  private final Session session;
  private final URLName server;
  private final ExecutorService threads;

  EmailChannel(EmailSpec spec, Duration timeout, int maxConcurrent) {
    this.spec = spec;
    this.session = Session.getInstance(properties(spec, timeout));
    this.server = new URLName("smtp", spec.host(), spec.port(), null, null, null);
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(MOST_CONNECTIONS, maxConcurrent),
            task -> {
              Thread thread = new Thread(task, "smtp");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static Properties properties(EmailSpec spec, Duration timeout) {
    String millis = Long.toString(timeout.toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", spec.host());
    properties.put("mail.smtp.port", spec.port().toString());
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", String.valueOf(spec.username() != null));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (spec.tls() == Tls.STARTTLS) {
      properties.put("mail.smtp.starttls.enable", "true");
      properties.put("mail.smtp.starttls.required", "true");
    } else if (spec.tls() == Tls.SSL) {
      properties.put("mail.smtp.ssl.enable", "true");
    }
    if (spec.caFile() != null) {
      properties.put(
          "mail.smtp.ssl.socketFactory", TrustedCertificates.of(spec.caFile()).getSocketFactory());
      // Else it tries those of Java next, and tells of those.
      properties.put("mail.smtp.socketFactory.fallback", "false");
    }
    return properties;
  }

  @Override
  public CompletableFuture<SendResult> send(List<Letter> alerts) {
    EmailMessage message = EmailMessage.of(alerts.stream().map(Letter::alert).toList());
    return CompletableFuture.supplyAsync(() -> sendNow(message), threads);
  }

  private SendResult sendNow(EmailMessage message) {
    try {
      MimeMessage mail = mail(message);
      String password = spec.password() == null ? null : spec.password().reveal();
      // By its class: another library on the class path may answer to the name "smtp" too.
      try (Transport transport = new SMTPTransport(session, server)) {
        transport.connect(spec.username(), password);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return SendResult.SENT;
    } catch (AuthenticationFailedException e) {
      return SendResult.refused(server() + " refused the login");
    } catch (MessagingException e) {
      int status = status(e);
      return status >= PERMANENT
          ? SendResult.refused(server() + " refused the mail with " + status)
          : SendResult.retry(
              status > 0 ? server() + " answered " + status : SmtpFailure.of(e, server()));
    }
  }

  private MimeMessage mail(EmailMessage message) throws MessagingException {
    MimeMessage mail = new WithId(session, message.id());
    mail.setFrom(new InternetAddress(spec.from()));
    for (String to : spec.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setSentDate(new Date());
    MimeBodyPart text = new MimeBodyPart();
    text.setText(message.text(), StandardCharsets.UTF_8.name(), "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(message.html(), StandardCharsets.UTF_8.name(), "html");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    return mail;
  }

  private static int status(MessagingException failure) {
    for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
      if (e instanceof SMTPSendFailedException sending) {
        return sending.getReturnCode();
      }
      if (e instanceof SMTPAddressFailedException address) {
        return address.getReturnCode();
      }
    }
    return 0;
  }

  private String server() {
    return "the mail server " + spec.host() + ":" + spec.port();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The library would make up an id of its own. */
  private static final class WithId extends MimeMessage {
    private final String id;

    WithId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
