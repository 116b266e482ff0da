package dev.breakwater.ingest.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPositionTest {
  @Test
  void position_writtenAndRead_isEqual() throws IOException {
    LogPosition position =
        LogPosition.START
            .after(2, 10, Verdict.STORED)
            .after(2, 12, Verdict.STORED)
            .after(0, 7, Verdict.REFUSED);
    assertThat(position.offsets()).containsEntry(2, 13L).containsEntry(0, 8L);
    assertThat(position.count(Verdict.STORED)).isEqualTo(2);
    assertThat(LogPosition.decode(position.encode())).isEqualTo(position);
    assertThat(LogPosition.decode(Bytes.EMPTY)).isEqualTo(LogPosition.START);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "another program",
        "dev.breakwater/outcomes@v2\n",
        "dev.breakwater/outcomes@v1\noffset 0\n",
        "dev.breakwater/outcomes@v1\noffset x 1\n",
        "dev.breakwater/outcomes@v1\ncount LOST 1\n"
      })
  void bytes_thatAreNoPosition_areRefused(String text) {
    Bytes bytes = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> LogPosition.decode(bytes)).isInstanceOf(IOException.class);
  }
}
