package dev.breakwater.audit.auditor;

import static dev.breakwater.audit.log.LogFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.NoteSignature;
import dev.breakwater.audit.checkpoint.SignatureType;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
  private static final String LOG = "log " + KEY.verifierKey() + "\n";
  private static final String TEXT = new Checkpoint(KEY.name(), 7, Digest.ZERO).text();

  @Test
  void write_policyOfOneLog_isReadBackAndAccepts(@TempDir Path directory)
      throws IOException, PolicyFileException, NoteException {
    Path file = directory.resolve("log-policy");

    PolicyFile.write(file, KEY.verifierKey());

    PolicyFile policy = PolicyFile.read(file);
    assertThat(policy.logs()).containsExactly(KEY.verifierKey());
    assertThat(policy.quorum()).isEqualTo(new Quorum.None());
    assertThat(policy.accept(KEY.sign(TEXT).encode()).size()).isEqualTo(7);
  }

  @Test
  @DisplayName("C2SP tlog-policy: blank lines, comments, tabs, URLs and high octets are allowed")
  void parse_everythingAllowed_isRead() throws PolicyFileException {
    PolicyFile policy =
        parse(
            "\n \t# ours, 审计\n\tlog\t"
                + KEY.verifierKey()
                + "  https://log.example/ \n"
                + "witness 证人 "
                + witness(1)
                + " https://w.example\nquorum 证人");

    assertThat(policy.quorum()).isEqualTo(new Quorum.Witness(witness(1)));
    assertThat(policy.witnesses())
        .containsExactly(new PolicyFile.WitnessPlace(witness(1), URI.create("https://w.example")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://w.example", "w.example", "https:", "https://w%.example"})
  void parse_placeOfAWitnessThatIsNoUrl_isNamed(String url) {
    String line = "witness w " + witness(1) + " ";
    assertThatThrownBy(() -> parse(LOG + line + url + "\nquorum w\n"))
        .isInstanceOf(PolicyFileException.class)
        .hasMessageContaining("policy:2:" + (line.length() + 1) + ": ");
  }

  @Test
  @DisplayName("C2SP tlog-policy: the example with two levels of groups")
  void accept_exampleQuorum_countsGroupsOfGroups() throws Exception {
    StringBuilder text = new StringBuilder(LOG);
    for (int i = 1; i <= 6; i++) {
      text.append("witness ").append(i <= 3 ? "X" : "Y").append(i).append(' ');
      text.append(witness(i)).append('\n');
    }
    text.append("group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y4 Y5 Y6\n");
    text.append("group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n");
    PolicyFile policy = parse(text.toString());

    assertThat(policy.accept(cosigned(1, 3, 5)).size()).isEqualTo(7);
    assertThat(policy.accept(cosigned(1, 2, 3, 4, 5, 6)).size()).isEqualTo(7);
    for (int[] too : new int[][] {{}, {1, 2}, {1, 5}, {4, 5, 6}, {1, 1, 4}}) {
      assertThatThrownBy(() -> policy.accept(cosigned(too)))
          .isInstanceOf(NoteException.class)
          .hasMessageContaining("witnesses");
    }
  }

  @Test
  void accept_checkpointOfAnUnknownLog_isRefused() throws PolicyFileException {
    PolicyFile policy = parse(LOG + "quorum none\n");
    String other = new Checkpoint("other.example/log", 7, Digest.ZERO).text();

    assertThatThrownBy(() -> policy.accept(KEY.sign(other).encode()))
        .isInstanceOf(NoteException.class)
        .hasMessageContaining("other.example/log");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1:1|logg x",
        "1:1|log",
        "1:1|log a b c",
        "1:5|log x",
        "1:5|log WITNESS",
        "2:5|log LOG\\nlog LOG",
        "1:12|witness W1 LOG",
        "1:9|witness none WITNESS",
        "2:9|witness W1 WITNESS\\nwitness W1 WITNES2",
        "2:12|witness W1 WITNESS\\nwitness W2 WITNESS",
        "1:1|group G 1",
        "1:11|group G 1 W1",
        "2:9|witness W1 WITNESS\\ngroup G 0 W1",
        "2:9|witness W1 WITNESS\\ngroup G 2 W1",
        "2:9|witness W1 WITNESS\\ngroup G 01 W1",
        "2:14|witness W1 WITNESS\\ngroup G 1 W1 W1",
        "3:11|witness W1 WITNESS\\ngroup G 1 W1\\ngroup H 1 W1",
        "1:11|group G 1 none",
        "1:8|quorum W1",
        "2:1|quorum none\\nquorum none",
        "1:1|log x\\r",
      })
  void parse_mistake_isNamedWithLineAndColumn(String place, String text) {
    String lines =
        text.replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("LOG", KEY.verifierKey().toString())
            .replace("WITNESS", witness(1).toString())
            .replace("WITNES2", witness(2).toString());

    var refused = catchThrowableOfType(PolicyFileException.class, () -> parse(lines));

    assertThat(refused.problems().get(0)).startsWith("policy:" + place + ": ");
  }

  @Test
  void parse_severalMistakes_areAllReported() {
    var refused = catchThrowableOfType(PolicyFileException.class, () -> parse("a\nb\nc\n"));

    assertThat(refused.problems()).hasSize(4);
    assertThat(refused).hasMessageContaining("a\n^");
  }

  @Test
  void parse_withoutLogOrQuorum_isRefused() {
    assertThatThrownBy(() -> parse(LOG)).isInstanceOf(PolicyFileException.class);
    assertThatThrownBy(() -> parse("quorum none\n")).isInstanceOf(PolicyFileException.class);
  }

  @Test
  void parse_tooLong_isRefused() {
    assertThatThrownBy(() -> parse("#".repeat(PolicyFile.MAX_BYTES + 1)))
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> parse("\n".repeat(PolicyParser.MAX_LINES)))
        .hasMessageContaining("too long");
  }

  private static PolicyFile parse(String text) throws PolicyFileException {
    return PolicyFile.parse("policy", Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] seed(int number) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    seed[0] = (byte) number;
    return seed;
  }

  private static VerifierKey witness(int number) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed(number), 0, publicKey, 0);
    return new VerifierKey("w" + number, SignatureType.COSIGNATURE, Bytes.of(publicKey));
  }

  private static Bytes cosigned(int... witnesses) {
    List<NoteSignature> signatures = new ArrayList<>(KEY.sign(TEXT).signatures());
    for (int number : witnesses) {
      byte[] message = ("cosignature/v1\ntime 9\n" + TEXT).getBytes(StandardCharsets.UTF_8);
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      Ed25519.sign(seed(number), 0, message, 0, message.length, signature, 0);
      byte[] timed = ByteBuffer.allocate(72).putLong(9).put(signature).array();
      VerifierKey key = witness(number);
      signatures.add(new NoteSignature(key.name(), key.keyId(), Bytes.of(timed)));
    }
    return new SignedNote(TEXT, signatures).encode();
  }
}
