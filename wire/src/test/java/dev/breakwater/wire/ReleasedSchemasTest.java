package dev.breakwater.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Reads what earlier releases wrote; each file holds one record in hexadecimal. */
class ReleasedSchemasTest {
  @Test
  void item_ofTheFirstSchema_neededNoConsent() throws Exception {
    Item item = Item.decode(written("item.1.hex"));
    assertThat(item.consentEpoch()).isZero();
    assertThat(item.id()).hasToString("0123456789abcdef0123456789abcdef/3/BULK/7");
    assertThat(item.subject()).isEqualTo(new SubjectRef("trip-1"));
    assertThat(item.payload()).isEqualTo(Bytes.of(new byte[] {1, 2, 3}));
  }

  @Test
  void outcome_ofTheFirstSchema_isPlain() throws Exception {
    Outcome outcome = Outcome.decode(written("outcome.1.hex"));
    assertThat(outcome.key()).isEmpty();
    assertThat(outcome.body()).isEqualTo(written("item.1.hex"));
    assertThat(outcome.digest()).isEqualTo(Digest.of(outcome.body()));
  }

  @Test
  void rawRecord_ofTheFirstSchema_isPlainAndWithoutLabel() throws Exception {
    RawRecord raw = RawRecord.decode(written("raw-record.1.hex"));
    assertThat(raw.key()).isEmpty();
    assertThat(raw.label()).isNull();
    assertThat(raw.body()).isEqualTo(written("item.1.hex"));
  }

  private static Bytes written(String file) throws IOException {
    try (InputStream in = ReleasedSchemasTest.class.getResourceAsStream(file)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "");
      return Bytes.of(HexFormat.of().parseHex(hex));
    }
  }
}
