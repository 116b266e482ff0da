package dev.breakwater.agent.outbox;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.WrongKeyException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists every pair of key and nonce that a storage shows. */
final class Nonces {
  private Nonces() {}

  static List<String> of(Storage storage, KeyVault vault)
      throws IOException, OutboxCorruptException {
    List<String> pairs = new ArrayList<>();
    for (String name : storage.list()) {
      pairs.addAll(of(storage, name, vault));
    }
    return pairs;
  }

  static List<String> of(Storage storage, String name, KeyVault vault)
      throws IOException, OutboxCorruptException {
    List<String> pairs = new ArrayList<>();
    var reader = LogReader.open(storage, name, vault);
    if (reader.isEmpty()) {
      return pairs;
    }
    String key = key(reader.get().content(), vault);
    for (var found = reader.get().next(); found.isPresent(); found = reader.get().next()) {
      long last = -1;
      for (LogReader.Found record : found.get()) {
        last = record.location().counter();
        pairs.add(key + " " + last);
      }
      pairs.add(key + " " + (last + 1));
    }
    reader.get().close();
    return pairs;
  }

  private static String key(Storage.Content content, KeyVault vault) throws IOException {
    ByteBuffer head = content.read(0, 256);
    int length = head.getShort(LogFormat.MAGIC.length);
    byte[] bytes = LogFormat.array(head);
    byte[] wrapped =
        Arrays.copyOfRange(bytes, LogFormat.PREFIX_BYTES, LogFormat.PREFIX_BYTES + length);
    try {
      return java.util.HexFormat.of().formatHex(vault.unwrap(Bytes.of(wrapped)).toArray());
    } catch (WrongKeyException e) {
      throw new AssertionError(e);
    }
  }
}
