package dev.breakwater.agent.outbox;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Decrypts everything an outbox has on disk, delivered or not; for examiners and tests. */
public final class OutboxReader {
  private OutboxReader() {}

  /**
   * Hands the plaintext of every record to {@code examiner}, in the order it was written.
   *
   * @param directory of the outbox; a process may have it open
   * @throws OutboxCorruptException if what was durable is damaged
   */
  public static void read(Path directory, KeyVault vault, Consumer<Bytes> examiner)
      throws IOException, OutboxCorruptException {
    try (var storage = DirectoryStorage.openToRead(directory)) {
      for (String name : storage.list()) {
        read(storage, name, vault, examiner);
      }
    }
  }

  private static void read(Storage storage, String name, KeyVault vault, Consumer<Bytes> examiner)
      throws IOException, OutboxCorruptException {
    var opened = LogReader.open(storage, name, vault);
    if (opened.isEmpty()) {
      return;
    }
    try (LogReader reader = opened.get()) {
      for (var found = reader.next(); found.isPresent(); found = reader.next()) {
        found.get().forEach(record -> examiner.accept(record.plain()));
      }
    }
  }
}
