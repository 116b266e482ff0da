package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.bundle.KeyRing;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a border is made of.
 *
 * @param directory of its book, and of its counting keys in files; private
 * @param office the keys of the compliance office, which sign permits
 * @param order which routes the law demands
 * @param vault where the counting keys are; null: in files beside the book
 */
public record BorderSettings(
    Path directory, KeyRing office, OrderOfDecision order, @Nullable CountingVault vault) {
  /** A border with its counting keys in files. */
  public BorderSettings(Path directory, KeyRing office, OrderOfDecision order) {
    this(directory, office, order, null);
  }

  CountingVault counting(SecureRandom random) {
    return vault == null ? new CountingFiles(directory.resolve("counting-keys"), random) : vault;
  }

  Path book() {
    return book(directory);
  }

  static Path book(Path directory) {
    return directory.resolve("border.db");
  }
}
