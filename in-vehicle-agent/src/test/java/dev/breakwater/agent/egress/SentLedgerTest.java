package dev.breakwater.agent.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.agent.egress.Sent.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentLedgerTest {
  @TempDir Path home;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = home.resolve("sent.json");
  }

  @Test
  void ledger_openedAgain_goesOn() throws Exception {
    try (var ledger = SentLedger.open(file)) {
      ledger.message(1060);
      ledger.content("telemetry.speed", 300);
    }
    try (var ledger = SentLedger.open(file)) {
      ledger.message(40);
      ledger.content("telemetry.speed", 200);
      ledger.content("control.activation", 90);
    }

    assertThat(Sent.read(file))
        .isEqualTo(
            new Sent(
                2,
                1100,
                Map.of(
                    "telemetry.speed", new Volume(2, 500),
                    "control.activation", new Volume(1, 90))));
  }

  @Test
  void since_anEarlierAccount_isTheDifference() throws Exception {
    var ledger = SentLedger.open(file);
    ledger.message(1000);
    ledger.content("a", 10);
    ledger.content("b", 20);
    Sent before = ledger.sent();
    ledger.message(500);
    ledger.content("b", 30);

    assertThat(ledger.sent().since(before))
        .isEqualTo(new Sent(1, 500, Map.of("b", new Volume(1, 30))));
  }

  @Test
  void ledger_moreCategoriesThanAreToldApart_countsThemTogether() throws Exception {
    var ledger = SentLedger.open(file);
    for (int i = 0; i < SentLedger.MAX_CATEGORIES + 5; i++) {
      ledger.content("c" + i, 1);
    }

    assertThat(ledger.sent().categories())
        .hasSize(SentLedger.MAX_CATEGORIES + 1)
        .containsEntry("other", new Volume(5, 5));
  }

  @Test
  void account_thatIsNone_isRefused() throws Exception {
    Files.writeString(file, "{\"messages\": 1, \"more\": 2}");
    assertThatThrownBy(() -> Sent.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an account");

    Files.write(file, new byte[Sent.MAX_BYTES + 1]);
    assertThatThrownBy(() -> SentLedger.open(file)).hasMessageContaining("larger than");
  }

  @Test
  void account_ofACarThatNeverSent_isEmpty() throws Exception {
    assertThat(Sent.read(file)).isEqualTo(new Sent(0, 0, Map.of()));
  }
}
