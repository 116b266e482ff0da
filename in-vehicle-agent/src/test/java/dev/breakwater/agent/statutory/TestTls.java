package dev.breakwater.agent.statutory;

import dev.breakwater.agent.uplink.VehicleIdentity;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The server's side of TLS, for tests. */
public final class TestTls {
  private TestTls() {}

  /** Returns what a server of this identity speaks with. */
  public static SSLContext serverOf(VehicleIdentity identity) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    char[] password = new char[0];
    keys.setKeyEntry("own", identity.key(), password, identity.chain().toArray(Certificate[]::new));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
