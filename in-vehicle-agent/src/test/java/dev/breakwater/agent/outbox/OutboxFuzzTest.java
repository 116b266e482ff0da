package dev.breakwater.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.fuzz.FuzzTarget;
import dev.breakwater.fuzz.Fuzzer;
import dev.breakwater.fuzz.RoundTrip;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.StayedInCar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFuzzTest {
  private static final String FILE = "00000001.log";
  private static final ItemId ITEM = new ItemId(new ChainId(TestCar.VEHICLE, 1, Lane.BULK), 7);
  private static final StayedInCar STAYED =
      new StayedInCar(
          StayedInCar.Fate.REFUSED, "cabin.camera", "no consent", List.of("r"), 3, 1, 2);
  private static final List<LogRecord> RECORDS =
      List.of(
          new LogRecord.Start(TestCar.VEHICLE, 1, Map.of(Lane.BULK, new ChainHead(7, Digest.ZERO))),
          new LogRecord.Sealed(bytes("a segment")),
          new LogRecord.Body(7, SealedItem.of(bytes("an item"))),
          new LogRecord.Cursor("source", 5),
          new LogRecord.Tally(List.of(STAYED, STAYED)),
          new LogRecord.Announced(ITEM),
          new LogRecord.Gone(ITEM));

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void record_brokenInput_isRejectedOrReadAsItWouldBeWritten() throws IOException {
    var decoder = RoundTrip.of(input -> LogRecord.decode(Bytes.of(input)).encode(), Bytes::toArray);
    var target = FuzzTarget.of("outbox-record", IOException.class, decoder);
    for (LogRecord record : RECORDS) {
      target = target.startingFrom(record.encode().toArray());
    }
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  @Test
  void logFile_broken_isReportedOrGivesTheCommitsUpToItsTornEnd(@TempDir Path home)
      throws Exception {
    KeyVault vault = new TestCar(home).vault;
    byte[] good = writeLog(vault);
    List<Bytes> written = read(good, vault);
    var target =
        FuzzTarget.of(
                "outbox-file",
                OutboxCorruptException.class,
                input -> assertIsBeginning(read(input, vault), written))
            .startingFrom(good);
    assertThat(Fuzzer.ofSystemProperties().run(target)).isPositive();
  }

  private static void assertIsBeginning(List<Bytes> read, List<Bytes> written) {
    assertThat(read).hasSizeLessThanOrEqualTo(written.size());
    assertThat(read).isEqualTo(written.subList(0, read.size()));
  }

  private static byte[] writeLog(KeyVault vault) throws IOException {
    var storage = new MemoryStorage();
    Bytes key = FileKey.draw(new SecureRandom());
    try (LogWriter writer = LogWriter.create(storage, FILE, key, vault.wrap(key))) {
      writer.commit(RECORDS.subList(0, 3));
      writer.commit(RECORDS.subList(3, 4));
      writer.commit(RECORDS.subList(4, 7));
    }
    return storage.content(FILE);
  }

  private static List<Bytes> read(byte[] file, KeyVault vault)
      throws IOException, OutboxCorruptException {
    var storage = new MemoryStorage();
    storage.create(FILE).append(ByteBuffer.wrap(file));
    List<Bytes> records = new ArrayList<>();
    var reader = LogReader.open(storage, FILE, vault);
    if (reader.isPresent()) {
      for (var next = reader.get().next(); next.isPresent(); next = reader.get().next()) {
        next.get().forEach(found -> records.add(found.plain()));
      }
    }
    return records;
  }
}
