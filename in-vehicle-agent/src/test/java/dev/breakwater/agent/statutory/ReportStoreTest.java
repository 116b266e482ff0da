package dev.breakwater.agent.statutory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Edition;
import dev.breakwater.agent.statutory.packet.Encryption;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.Response;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.StatutoryReceipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The lane's own store: encrypted, bounded, seven days")
class ReportStoreTest {
  private static final String VIN = "LTEST0000BREAKWTR";
  private static final StoreSettings SMALL =
      new StoreSettings(StoreSettings.MIN_BYTES, StoreSettings.MIN_KEEP);

  @TempDir Path home;
  private TestCar car;

  @BeforeEach
  void makeCar() throws IOException {
    car = new TestCar(home);
  }

  private ReportStore open() throws IOException {
    return ReportStore.open(
        SMALL,
        Edition.V2025,
        DirectoryStorage.open(folder()),
        car.vault,
        car.clocks().wall(),
        new SecureRandom());
  }

  private Path folder() {
    return home.resolve("statutory");
  }

  private void add(ReportStore store) throws IOException {
    Instant at = car.clocks().wall().instant();
    var unit = new DataUnit.Report(at, new Readings(Edition.V2025).blocks());
    store.add(at, false, Packet.command(Edition.V2025, Command.REPORT, VIN, unit));
  }

  private static List<Long> numbers(ReportStore store) {
    return store.pending(0, Integer.MAX_VALUE).stream().map(StoredReport::number).toList();
  }

  private static List<StatutoryReceipt> receipts(ReportStore store) {
    List<StatutoryReceipt> all = new ArrayList<>();
    var next = store.settledAfter(0);
    while (next.isPresent()) {
      all.add(next.get().receipt());
      next = store.settledAfter(next.get().number());
    }
    return all;
  }

  @Test
  void store_openedAgain_hasWhatWasNotSettledAndEveryReceipt() throws Exception {
    try (ReportStore store = open()) {
      add(store);
      add(store);
      add(store);
      store.settle(store.pending(2, 1).get(0), Digest.ZERO, Command.REPORT, "SUCCESS");
    }
    try (ReportStore store = open()) {
      assertThat(numbers(store)).containsExactly(1L, 3L);
      assertThat(store.nextReport()).isEqualTo(4);
      assertThat(receipts(store))
          .extracting(StatutoryReceipt::settlement)
          .containsExactly("SUCCESS");
      assertThat(Packet.decode(store.pending(1, 1).get(0).packet()).vin()).isEqualTo(VIN);
    }
  }

  @Test
  void store_besideFilesOfOthers_readsItsOwn() throws Exception {
    try (ReportStore store = open()) {
      add(store);
    }
    Files.writeString(folder().resolve("notes.reports"), "not a report");
    Files.write(folder().resolve("000000000007.reports"), new byte[100]);
    try (ReportStore store = open()) {
      assertThat(numbers(store)).containsExactly(1L);
      add(store);
    }
    try (ReportStore store = open()) {
      assertThat(numbers(store)).containsExactly(1L, 2L);
    }
  }

  @Test
  void store_onDisk_showsNoVin() throws Exception {
    try (ReportStore store = open()) {
      add(store);
    }
    for (Path file : files()) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .doesNotContain(VIN)
          .doesNotContain("BREAKWTR");
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.filter(file -> file.toString().endsWith(".reports")).sorted().toList();
    }
  }

  @Test
  void store_tornAnywhereInItsLastRecord_keepsWhatWasWholeAndGoesOn() throws Exception {
    long before;
    try (ReportStore store = open()) {
      add(store);
      before = Files.size(files().get(0));
      add(store);
    }
    byte[] whole = Files.readAllBytes(files().get(0));
    for (int length = (int) before; length < whole.length; length += 13) {
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.write(
          folder().resolve("000000000000.reports"),
          Arrays.copyOf(whole, length),
          StandardOpenOption.CREATE);
      try (ReportStore store = open()) {
        assertThat(numbers(store)).as("%d bytes", length).containsExactly(1L);
        add(store);
        assertThat(numbers(store)).containsExactly(1L, 2L);
      }
    }
  }

  @Test
  void store_fullOfWhatNobodyTook_givesUpTheOldestAndTellsEach() throws Exception {
    try (ReportStore store = open()) {
      while (receipts(store).isEmpty()) {
        addMany(store, 50);
      }
      List<StatutoryReceipt> told = receipts(store);

      assertThat(told)
          .allSatisfy(
              receipt -> {
                assertThat(receipt.settlement()).isEqualTo(ReportStore.NO_ROOM);
                assertThat(receipt.message()).isEqualTo(Digest.ZERO);
              });
      assertThat(numbers(store)).hasSize((int) store.nextReport() - 1 - told.size());
      assertThat(numbers(store).get(0)).isEqualTo(told.size() + 1L);
      assertThat(bytes()).isLessThan(SMALL.maxBytes() + SMALL.maxBytes() / 8);
    }
  }

  private void addMany(ReportStore store, int count) throws IOException {
    Instant at = car.clocks().wall().instant();
    byte[] filling = new byte[60_000];
    var encrypted = new DataUnit.Encrypted(Bytes.of(filling));
    var packet =
        new Packet(Edition.V2025, Command.REPORT, Response.COMMAND, VIN, Encryption.SM4, encrypted);
    for (int i = 0; i < count; i++) {
      store.add(at, false, packet);
    }
  }

  private long bytes() throws IOException {
    long sum = 0;
    for (Path file : files()) {
      sum += Files.size(file);
    }
    return sum;
  }

  @Test
  @DisplayName("B.2.8: seven days, then nobody asks any more")
  void store_reportsOlderThanSevenDays_areGivenUpAndTold() throws Exception {
    try (ReportStore store = open()) {
      add(store);
    }
    car.pass(Duration.ofDays(7).minusSeconds(1));
    try (ReportStore store = open()) {
      add(store);
      assertThat(numbers(store)).containsExactly(1L, 2L);
      car.pass(Duration.ofSeconds(2));
      add(store);
      assertThat(numbers(store)).containsExactly(2L, 3L);
      assertThat(receipts(store))
          .extracting(StatutoryReceipt::settlement)
          .containsExactly(ReportStore.TOO_OLD);
    }
  }

  @Test
  void settings_lessThanTheStandardAsks_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings(StoreSettings.MIN_BYTES, Duration.ofDays(6)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings(StoreSettings.MIN_BYTES - 1, StoreSettings.MIN_KEEP));
  }
}
