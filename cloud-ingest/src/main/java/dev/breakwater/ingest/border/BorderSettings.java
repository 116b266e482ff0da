package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.bundle.KeyRing;
import java.nio.file.Path;

/**
 * What a border is made of.
 *
 * @param directory of its book and its counting keys; private
 * @param office the keys of the compliance office, which sign permits
 * @param order which routes the law demands
 */
public record BorderSettings(Path directory, KeyRing office, OrderOfDecision order) {
  Path book() {
    return book(directory);
  }

  static Path book(Path directory) {
    return directory.resolve("border.db");
  }

  Path countingKeys() {
    return directory.resolve("counting-keys");
  }
}
