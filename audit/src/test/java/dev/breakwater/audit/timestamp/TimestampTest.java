package dev.breakwater.audit.timestamp;

import static dev.breakwater.audit.log.LogFixture.NOW;
import static dev.breakwater.audit.log.LogFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.log.LogFixture;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Time-stamp tokens of checkpoints (RFC 3161)")
class TimestampTest {
  private static final Digest DIGEST = Digest.of(bytes("a checkpoint's text"));

  @TempDir static Path home;
  private static LocalTimeAuthority authority;
  private static TimeAnchors anchors;
  private static TimestampToken token;

  @BeforeAll
  static void stamp() throws Exception {
    authority = authority("authority");
    anchors = TimeAnchors.read(LocalTimeAuthority.anchor(home.resolve("authority")));
    token = client(anchors, authority).stamp(DIGEST);
  }

  private static LocalTimeAuthority authority(String name) throws IOException {
    var clock = InstantSource.fixed(NOW);
    return LocalTimeAuthority.open(home.resolve(name), clock, new SecureRandom());
  }

  private static TimestampClient client(TimeAnchors trusted, TimestampClient.Transport transport) {
    return new TimestampClient(trusted, transport, new SecureRandom());
  }

  @Test
  void token_ofTheStampedDigest_saysWhen() throws Exception {
    assertThat(token.verify(DIGEST, anchors)).isEqualTo(NOW.truncatedTo(ChronoUnit.SECONDS));
    assertThat(authority("authority").post(query())).isNotNull();
  }

  /** A request that the authority itself made once. */
  private static Bytes query() throws IOException {
    var asked = new Bytes[1];
    var spy =
        client(
            anchors,
            query -> {
              asked[0] = query;
              return authority.post(query);
            });
    spy.stamp(DIGEST);
    return asked[0];
  }

  @Test
  void authority_saysThatItIsNotIndependent() {
    assertThat(anchors.first().getSubjectX500Principal().getName()).contains("not independent");
  }

  @Test
  void token_ofAnotherDigest_isRefused() {
    assertThatThrownBy(() -> token.verify(Digest.ZERO, anchors))
        .isInstanceOf(InvalidTimestampException.class)
        .hasMessageContaining("another digest");
  }

  @Test
  void token_ofAnAuthorityThatNobodyTrusts_isRefused() throws Exception {
    authority("other");
    var others = TimeAnchors.read(LocalTimeAuthority.anchor(home.resolve("other")));
    assertThatThrownBy(() -> token.verify(DIGEST, others))
        .isInstanceOf(InvalidTimestampException.class)
        .hasMessageContaining("no trusted authority");
    assertThatThrownBy(() -> client(others, authority).stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not verify");
  }

  @Test
  void token_withAnyByteChanged_isRefused() {
    byte[] good = token.encoded().toArray();
    for (int at = 0; at < good.length; at += 5) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> new TimestampToken(Bytes.of(bad)).verify(DIGEST, anchors))
          .as("byte %d", at)
          .isInstanceOf(InvalidTimestampException.class);
    }
  }

  @Test
  void answer_toAnotherRequest_isRefused() throws Exception {
    Bytes earlier = authority.post(query());
    assertThatThrownBy(() -> client(anchors, query -> earlier).stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nonce");
  }

  @Test
  void anchors_thatAreNone_areRefused() {
    for (Bytes none : new Bytes[] {Bytes.EMPTY, bytes("no PEM"), Bytes.of(new byte[300 << 10])}) {
      assertThatThrownBy(() -> TimeAnchors.parse(none))
          .isInstanceOf(InvalidTimestampException.class);
    }
    var large = new TimestampToken(Bytes.of(new byte[TimestampToken.MAX_BYTES + 1]));
    assertThatThrownBy(() -> large.verify(DIGEST, anchors)).hasMessageContaining("more than");
  }

  @Test
  void token_ofOurs_isVerifiedByOpenssl() throws Exception {
    Path file = home.resolve("ours.tst");
    Files.write(file, token.encoded().toArray());
    String anchor = LocalTimeAuthority.anchor(home.resolve("authority")).toString();

    String verify = "ts -verify -digest " + DIGEST.hex() + " -in " + file + " -token_in -CAfile ";
    assertThat(openssl(verify + anchor)).contains("Verification: OK");
  }

  @Test
  void token_ofOpenssl_withItsChain_isVerifiedByOurs() throws Exception {
    Files.writeString(home.resolve("01"), "01\n");
    Files.writeString(
        home.resolve("ts.cnf"),
        """
        [tsa]
        default_tsa=t
        [t]
        serial=01
        signer_digest=sha256
        default_policy=1.2.3.4
        digests=sha256
        ess_cert_id_alg=sha256
        """);
    Files.writeString(home.resolve("tsa.ext"), "extendedKeyUsage=critical,timeStamping\n");
    String key = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl("req -x509" + key + " -subj /CN=ca -keyout ca.key -out ca.pem");
    openssl("req" + key + " -subj /CN=tsa -keyout tsa.key -out tsa.csr");
    openssl(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile tsa.ext"
            + " -out tsa.pem");
    openssl("ts -query -digest " + DIGEST.hex() + " -sha256 -cert -out query");
    openssl(
        "ts -reply -config ts.cnf -queryfile query -signer tsa.pem -inkey tsa.key -chain ca.pem"
            + " -token_out -out theirs.tst");

    var theirs = new TimestampToken(Bytes.of(Files.readAllBytes(home.resolve("theirs.tst"))));
    TimeAnchors ca = TimeAnchors.read(home.resolve("ca.pem"));
    assertThat(theirs.verify(DIGEST, ca)).isAfter(Instant.EPOCH);
    assertThatThrownBy(() -> theirs.verify(DIGEST, anchors)).hasMessageContaining("certifies");
  }

  private static String openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    var openssl =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void stampedCheckpoints_keepNoteAndToken_smallestTreeFirst() throws Exception {
    var kept = new StampedCheckpoints(home.resolve("timestamps"));
    assertThat(kept.all()).isEmpty();
    for (long size : new long[] {30, 4, 200}) {
      var checkpoint = new Checkpoint(LogFixture.KEY.name(), size, TreeHash.EMPTY);
      SignedNote note = LogFixture.KEY.sign(checkpoint.text());
      kept.keep(note, client(anchors, authority).stamp(StampedCheckpoints.digest(note)));
    }
    assertThat(kept.all())
        .extracting(each -> each.checkpoint().size())
        .containsExactly(4L, 30L, 200L);
    var first = kept.all().get(0);
    assertThat(first.token().verify(first.digest(), anchors)).isBefore(NOW);
    assertThat(kept.find(Digest.ZERO)).isEmpty();
    Files.writeString(home.resolve("timestamps/" + first.digest().hex() + ".checkpoint"), "x");
    assertThatThrownBy(kept::all).isInstanceOf(IOException.class);
  }
}
