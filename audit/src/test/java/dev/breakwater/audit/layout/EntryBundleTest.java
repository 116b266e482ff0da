package dev.breakwater.audit.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryBundleTest {
  @Test
  void encode_entries_areEachAfterTheirLength() throws NonCanonicalException {
    List<Bytes> entries = List.of(hex("aabb"), Bytes.EMPTY, hex("cc"));

    Bytes bundle = EntryBundle.encode(entries);

    assertThat(bundle).isEqualTo(hex("0002aabb00000001cc"));
    assertThat(EntryBundle.decode(bundle, 3)).isEqualTo(entries);
  }

  @Test
  void encode_longestEntry_isReadBackAndOneByteMoreIsRefused() throws NonCanonicalException {
    var longest = Bytes.of(new byte[EntryBundle.MAX_ENTRY_BYTES]);
    var longer = Bytes.of(new byte[EntryBundle.MAX_ENTRY_BYTES + 1]);

    assertThat(EntryBundle.decode(EntryBundle.encode(List.of(longest)), 1))
        .containsExactly(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.encode(List.of(longer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0002aa", "0001aa", "0001aa0001", "0001aa0001bb00", "ffffaabb"})
  void decode_missingOrExtraBytes_isRefused(String content) {
    assertThatThrownBy(() -> EntryBundle.decode(hex(content), 2))
        .isInstanceOf(NonCanonicalException.class);
  }

  private static Bytes hex(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex));
  }
}
