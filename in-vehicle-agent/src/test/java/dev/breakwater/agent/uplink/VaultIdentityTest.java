package dev.breakwater.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.keys.IdentityKey;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.Pkcs11KeyVault;
import dev.breakwater.agent.keys.Pkcs11Settings;
import dev.breakwater.agent.keys.SoftToken;
import dev.breakwater.agent.keys.TokenPin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Deliver 7: the DTLS identity is in the vault; a handshake with a real server")
class VaultIdentityTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String HEAD = "-----BEGIN PRIVATE KEY-----\n";

  @TempDir Path home;
  private final SecureRandom random = new SecureRandom();
  private Authority authority;

  @BeforeEach
  void found() throws Exception {
    authority = new Authority();
  }

  @Test
  void identity_inATokenThatNoKeyLeaves_shakesHands() throws Exception {
    SoftToken.prepare();
    var settings = new Pkcs11Settings(SoftToken.LIBRARY, SoftToken.LABEL, "dtls");
    KeyVault vault = Pkcs11KeyVault.openOrCreate(settings, TokenPin.of(SoftToken.PIN));
    IdentityKey made = provision(vault);

    VehicleIdentity identity = VehicleIdentity.read(home, vault);
    assertThat(identity.key().getEncoded()).as("the key has no form outside").isNull();
    assertShakesHands(identity);

    vault.destroyIdentity(made.kept());
    assertThatThrownBy(() -> VehicleIdentity.read(home, vault))
        .hasMessageContaining("does not hold the identity");
  }

  @Test
  void identity_inTheEncryptedFile_shakesHands_andNoFileHasItsNumber() throws Exception {
    KeyVault vault = FileKeyVault.openOrCreate(home.resolve("vault"), random);
    provision(vault);

    VehicleIdentity identity = VehicleIdentity.read(home, vault);
    assertShakesHands(identity);

    byte[] encoded = identity.key().getEncoded();
    assertThat(filesThatHold(encoded)).isEmpty();
    Path other = Files.createDirectories(home.resolve("other"));
    KeyVault stranger = FileKeyVault.openOrCreate(other.resolve("vault"), random);
    assertThatThrownBy(() -> VehicleIdentity.read(home, stranger)).isInstanceOf(IOException.class);
  }

  @Test
  void plainKey_ofAnEarlierRelease_isTakenIntoTheVault_andItsFileIsGone() throws Exception {
    VehicleIdentity plain = authority.issue(TestCar.VEHICLE.value());
    write(plain.chain());
    byte[] encoded = plain.key().getEncoded();
    String pem = HEAD + Base64.getMimeEncoder().encodeToString(encoded) + "\n";
    Files.writeString(home.resolve("key.pem"), pem + HEAD.replace("BEGIN", "END"));
    KeyVault vault = FileKeyVault.openOrCreate(home.resolve("vault"), random);

    assertThat(VehicleIdentity.read(home, vault).key()).isEqualTo(plain.key());

    assertThat(home.resolve("key.pem")).doesNotExist();
    assertThat(VehicleIdentity.read(home, vault).key()).isEqualTo(plain.key());
    assertThat(filesThatHold(encoded)).isEmpty();
  }

  private IdentityKey provision(KeyVault vault) throws Exception {
    IdentityKey made = vault.makeIdentity(random);
    write(authority.certify(TestCar.VEHICLE.value(), made.publicKey()));
    Files.writeString(home.resolve(VehicleIdentity.KEPT), made.kept() + "\n");
    return made;
  }

  private void write(List<X509Certificate> chain) throws Exception {
    var text = new StringBuilder();
    for (X509Certificate each : chain) {
      String body = Base64.getMimeEncoder().encodeToString(each.getEncoded());
      text.append("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(home.resolve("certificate.pem"), text);
  }

  private void assertShakesHands(VehicleIdentity identity) throws Exception {
    VehicleIdentity server = authority.issue("receiver", "127.0.0.1");
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var session = open(receiver.port(), identity)) {
      session.askForTime();
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!session.isEstablished() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(session.isEstablished()).isTrue();
    }
  }

  /**
   * A car opens its vault before its first handshake. A test before this one may have shaken hands
   * on this thread, for which the library has then chosen what it signs with.
   */
  private static DtlsSession open(int port, VehicleIdentity identity) throws Exception {
    var opening =
        new FutureTask<>(() -> DtlsSession.open(new ReceiverAddress("127.0.0.1", port), identity));
    new Thread(opening, "fresh").start();
    return opening.get();
  }

  private List<Path> filesThatHold(byte[] encodedKey) throws IOException {
    // The number is at the end.
    int at = encodedKey.length - 32;
    String number = new String(encodedKey, at, 32, StandardCharsets.ISO_8859_1);
    String body = Base64.getEncoder().encodeToString(encodedKey).substring(0, 60);
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> contains(file, number) || contains(file, body))
          .toList();
    }
  }

  private static boolean contains(Path file, String part) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
