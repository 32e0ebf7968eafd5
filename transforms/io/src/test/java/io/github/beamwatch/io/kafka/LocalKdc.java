package io.github.beamwatch.io.kafka;

import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.jspecify.annotations.Nullable;

/**
 * A Kerberos server (Apache Kerby) in this JVM, which knows of no other while it runs: the place of
 * {@code krb5.conf} is one for all.
 */
final class LocalKdc implements AutoCloseable {

  private static final String REALM = "BEAMWATCH.TEST";
  private static final String CONFIG = "java.security.krb5.conf";

  private final SimpleKdcServer server = new SimpleKdcServer();
  private final Path folder;
  private final @Nullable String before = System.getProperty(CONFIG);

  private LocalKdc(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    server.setWorkDir(folder.toFile());
    server.setKdcHost(LoopbackPorts.HOST);
    server.setKdcRealm(REALM);
    server.setKdcTcpPort(LoopbackPorts.free());
    server.setAllowUdp(false);
    server.init();
    server.start();
    System.setProperty(CONFIG, folder.resolve("krb5.conf").toString());
  }

  static LocalKdc start(Path folder) throws Exception {
    return new LocalKdc(folder);
  }

  /**
   * Makes somebody known.
   *
   * @param name such as {@code watch} or {@code kafka/localhost}
   * @return a login for Kafka's {@code sasl.jaas.config}, by a keytab
   */
  String login(String name) throws KrbException {
    server.createPrincipals(name);
    Path keytab = folder.resolve(name.replace('/', '-') + ".keytab");
    server.exportPrincipal(name, keytab.toFile());
    return login(name, keytab);
  }

  /** The same with a keytab of somebody else. */
  String login(String name, Path keytab) {
    return "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true"
        + " refreshKrb5Config=true keyTab=\"%s\" principal=\"%s@%s\";"
            .formatted(keytab, name, REALM);
  }

  @Override
  public void close() throws KrbException {
    server.stop();
    if (before == null) {
      System.clearProperty(CONFIG);
    } else {
      System.setProperty(CONFIG, before);
    }
  }
}
