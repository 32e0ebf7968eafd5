package io.github.beamwatch.io.deliver.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.beamwatch.fixtures.kafka.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Real TLS before an SMTP server that has none, as a mail relay's own front: at once, or after
 * STARTTLS, without which it takes nothing.
 */
final class TlsFront implements AutoCloseable {

  private final ServerSocket socket;
  private final SSLContext tls;
  private final boolean atOnce;
  private final int serverPort;
  private final AtomicInteger handshakes = new AtomicInteger();

  private TlsFront(TestCertificates certificates, boolean atOnce, int serverPort)
      throws IOException, GeneralSecurityException {
    this.atOnce = atOnce;
    this.serverPort = serverPort;
    this.tls = context(certificates);
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::acceptAll);
  }

  /** Takes STARTTLS. */
  static TlsFront startTls(TestCertificates certificates, int serverPort) throws Exception {
    return new TlsFront(certificates, false, serverPort);
  }

  /** Speaks nothing but TLS. */
  static TlsFront atOnce(TestCertificates certificates, int serverPort) throws Exception {
    return new TlsFront(certificates, true, serverPort);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many clients trusted it. */
  int handshakes() {
    return handshakes.get();
  }

  private static SSLContext context(TestCertificates certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.keystore())) {
      store.load(in, certificates.password().toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, certificates.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      SSLSocket client = atOnce ? secure(plain) : afterStartTls(plain, server);
      if (client != null) {
        start(() -> copy(server, client));
        copy(client, server);
      }
    } catch (IOException e) {
      // The client did not want us, which is what it is for.
    }
  }

  private SSLSocket secure(Socket plain) throws IOException {
    SSLSocket client =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    client.setUseClientMode(false);
    client.startHandshake();
    handshakes.incrementAndGet();
    return client;
  }

  /** Null where the client went away. */
  private SSLSocket afterStartTls(Socket client, Socket server) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write((line(server) + "\r\n").getBytes(ISO_8859_1));
    for (String said = line(client); said != null; said = line(client)) {
      if (said.startsWith("EHLO")) {
        out.write("250-front\r\n250 STARTTLS\r\n".getBytes(ISO_8859_1));
      } else if (said.equals("STARTTLS")) {
        out.write("220 go ahead\r\n".getBytes(ISO_8859_1));
        return secure(client);
      } else {
        out.write("530 Must issue a STARTTLS command first\r\n".getBytes(ISO_8859_1));
      }
    }
    return null;
  }

  private static String line(Socket from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = from.getInputStream().read(); c != '\n'; c = from.getInputStream().read()) {
      if (c < 0) {
        return null;
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end is gone, so the other goes too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
