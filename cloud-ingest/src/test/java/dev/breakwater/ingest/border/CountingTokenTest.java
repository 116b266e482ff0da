package dev.breakwater.ingest.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_GENERIC_SECRET;

import dev.breakwater.policy.border.CountingYear;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Slot;

/** On a real token of softhsm2. */
class CountingTokenTest {
  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final String LABEL = "border";
  private static final String PIN = "4711-test-pin";
  private static final CountingYear YEAR = new CountingYear(2026);

  @TempDir private static Path folder;

  /** The library reads where its tokens are when it is loaded. */
  @BeforeAll
  static void makeToken() throws Exception {
    String configuration = System.getenv("SOFTHSM2_CONF");
    assumeTrue(
        Files.exists(LIBRARY) && configuration != null,
        "softhsm2 is absent (apt-get install softhsm2): keys in a token are not tested");
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(
        Path.of(configuration),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        LABEL,
        "--pin",
        PIN,
        "--so-pin",
        "0000");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static String tool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("pkcs11-tool", "--module", LIBRARY.toString()));
    command.addAll(List.of("--token-label", LABEL, "--login", "--pin", PIN));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static CountingToken open(String keys) throws IOException {
    var settings = new CountingToken.Settings(LIBRARY, LABEL, keys);
    return CountingToken.open(settings, PIN.toCharArray());
  }

  private static byte[] digest(String keys, int year) throws IOException {
    return open(keys).key(new CountingYear(year)).authenticate(new byte[] {1});
  }

  @Test
  void key_isMadeOncePerYear_andCannotBeTakenOut() throws Exception {
    byte[] first = digest("made", 2026);

    assertThat(digest("made", 2026)).isEqualTo(first).hasSize(32);
    assertThat(digest("made", 2027)).isNotEqualTo(first);
    assertThat(digest("other", 2026)).isNotEqualTo(first);
    String objects = tool("--list-objects", "--type", "secrkey");
    assertThat(objects).containsOnlyOnce("made-2026").containsOnlyOnce("made-2027");
    assertThat(objects.split("Secret Key", -1))
        .filteredOn(each -> each.contains("made-"))
        .allMatch(each -> each.contains("never extractable"));
  }

  @Test
  void key_thatAnOfficerPutIn_authenticatesAsTheStandardSays() throws Exception {
    byte[] value = new byte[32];
    value[5] = 42;
    put("put-2026", value, false);
    put("open-2026", value, true);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(value, "HmacSHA256"));

    assertThat(digest("put", 2026)).isEqualTo(mac.doFinal(new byte[] {1}));
    assertThatThrownBy(() -> digest("open", 2026))
        .hasMessage("'open-2026' in the token 'border' can be taken out of it");
  }

  private static void put(String label, byte[] value, boolean extractable) throws Exception {
    open("any"); // logs in, for every session of the process
    PKCS11Module module = PKCS11Module.getInstance(LIBRARY.toString());
    module.initialize();
    for (Slot slot : module.getSlotList(true)) {
      if (slot.getToken().getTokenInfo().getLabel().strip().equals(LABEL)) {
        slot.getToken()
            .openSession(true)
            .createObject(
                AttributeVector.newSecretKey(CKK_GENERIC_SECRET)
                    .label(label)
                    .token(true)
                    .sensitive(true)
                    .extractable(extractable)
                    .sign(true)
                    .value(value));
      }
    }
  }

  @Test
  void persons_areCountedUnderTheKeyThatCountedBefore_orNotAtAll() throws Exception {
    try (Book book = Book.open(folder.resolve("border.db"))) {
      var counting = new CountingKeys(open("persons"), book.sql());
      byte[] person = counting.of(YEAR, "group").person("somebody");

      assertThat(new CountingKeys(open("persons"), book.sql()).of(YEAR, "group").person("somebody"))
          .isEqualTo(person);
      assertThat(counting.of(YEAR, "another group").person("somebody")).isNotEqualTo(person);
      assertThatThrownBy(() -> new CountingKeys(open("lost"), book.sql()).of(YEAR, "group"))
          .hasMessage(
              "'lost-2026' in the token 'border' is not the key that counted so far; restore it"
                  + " from its backup");
    }
  }

  @Test
  void token_orLibrary_thatIsNotThere_isNamed() {
    var missing = new CountingToken.Settings(LIBRARY, "absent", "x");
    var noLibrary = new CountingToken.Settings(folder.resolve("no.so"), LABEL, "x");

    assertThatThrownBy(() -> CountingToken.open(missing, PIN.toCharArray()))
        .hasMessageContaining("has no token 'absent'");
    assertThatThrownBy(() -> CountingToken.open(noLibrary, PIN.toCharArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.so");
  }
}
