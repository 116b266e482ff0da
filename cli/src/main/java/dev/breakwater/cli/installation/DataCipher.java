package dev.breakwater.cli.installation;

import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import java.security.SecureRandom;

/** Opens what an installation stores, with its data keys. */
public final class DataCipher {
  private DataCipher() {}

  public static ItemCipher of(DataLayout data, SecureRandom random) {
    return new ItemCipher(new DataKeys(data.onshore().keys(), random), random);
  }
}
