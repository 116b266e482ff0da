package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.Trust;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate and key that a server shows to its clients. */
final class ServerTls {
  private static final int MAX_BYTES = 64 << 10;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  private ServerTls() {}

  /** Reads an operator's PEM files. */
  static SSLContext read(Path certificate, Path key) throws IOException, CommandFailedException {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(certificate)))
              .toArray(Certificate[]::new);
      return context(key(key, chain), chain);
    } catch (GeneralSecurityException e) {
      throw new CommandFailedException(
          certificate + ", " + key + ": are no certificate in PEM with its key.",
          "Give a PEM chain, own certificate first, and its key in PKCS#8, EC or RSA.",
          2);
    }
  }

  /**
   * Returns credentials for this machine alone, made at the first start; {@code ca/certificate.pem}
   * in the folder is what clients trust.
   */
  static SSLContext loopback(Path folder, SecureRandom random)
      throws IOException, CommandFailedException {
    Path authority = folder.resolve("ca");
    Path server = folder.resolve("server");
    var clock = InstantSource.system();
    Trust.whole(
        authority, draft -> CertificateAuthority.init(draft, "Breakwater local", clock, random));
    Trust.whole(
        server,
        draft -> CertificateAuthority.open(authority, clock, random).issueServer(LOOPBACK, draft));
    Credentials own = Credentials.read(server);
    if (own.expiresAt().isBefore(clock.instant())) {
      throw new CommandFailedException(
          server + ": the certificate has expired.", "Delete the folder; a start makes another.");
    }
    try {
      return context(own.key(), own.chain().toArray(Certificate[]::new));
    } catch (GeneralSecurityException e) {
      throw new CommandFailedException(
          server + " cannot be used.", "Delete the folder; a start makes another.");
    }
  }

  private static byte[] bytes(Path file) throws IOException, CommandFailedException {
    if (Files.size(file) > MAX_BYTES) {
      throw new CommandFailedException(file + " is too large for PEM.", "Name a PEM file.", 2);
    }
    return Files.readAllBytes(file);
  }

  private static PrivateKey key(Path file, Certificate[] chain)
      throws IOException, CommandFailedException, GeneralSecurityException {
    Matcher pem = KEY.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1));
    if (chain.length == 0 || !pem.find()) {
      throw new GeneralSecurityException("no PEM");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(encoded);
    requirePair(key, chain[0]);
    return key;
  }

  /** A key of another certificate would only be noticed by the first client. */
  private static void requirePair(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256with" + suffix(key.getAlgorithm()));
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is that of another certificate");
    }
  }

  private static String suffix(String algorithm) {
    return algorithm.equals("EC") ? "ECDSA" : algorithm;
  }

  private static SSLContext context(PrivateKey key, Certificate[] chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    // The store never leaves this process's memory.
    store.setKeyEntry("server", key, new char[0], chain);
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
