package dev.breakwater.ingest.keys;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Encrypts and opens as receiver, job and readers do. */
public final class TestCiphers {
  private TestCiphers() {}

  /**
   * @param keys directory of the data keys
   */
  public static ItemCipher on(Path keys) {
    var random = new SecureRandom();
    return new ItemCipher(new DataKeys(keys, random), random);
  }

  /** Returns what the vehicle sent. */
  public static Bytes plain(ItemCipher cipher, RawRecord raw) {
    try {
      return raw.key().isEmpty()
          ? raw.body()
          : cipher.open(raw.key(), raw.peer().value(), raw.body()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
