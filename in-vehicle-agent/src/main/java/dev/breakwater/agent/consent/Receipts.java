package dev.breakwater.agent.consent;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.SignedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The deletion receipts of a car, a signed file each. Guarded by its desk. */
final class Receipts {
  /** How many are kept; the oldest make room. */
  static final int MAX_KEPT = 200;

  private static final Pattern NAME = Pattern.compile("\\d{8}\\.receipt");

  private final Path directory;
  private final KeyVault vault;
  private final List<DeletionReceipt> kept = new ArrayList<>();

  private Receipts(Path directory, KeyVault vault) {
    this.directory = directory;
    this.vault = vault;
  }

  /**
   * @throws IOException also if a receipt cannot be read
   */
  static Receipts open(Path directory, KeyVault vault) throws IOException {
    Files.createDirectories(directory);
    var receipts = new Receipts(directory, vault);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (NAME.matcher(file.getFileName().toString()).matches()) {
          receipts.kept.add(DeletionReceipt.ofJson(SignedText.read(file).text()));
        }
      }
    }
    return receipts;
  }

  List<DeletionReceipt> list() {
    return List.copyOf(kept);
  }

  long nextNumber() {
    return kept.isEmpty() ? 1 : kept.get(kept.size() - 1).number() + 1;
  }

  /** Returns whether the decision of that epoch has its receipt. */
  boolean has(String purpose, long epoch) {
    return kept.stream()
        .anyMatch(
            receipt ->
                receipt.purpose().equals(purpose)
                    && receipt.epoch() == epoch
                    && receipt.cause() == DeletionReceipt.Cause.WITHDRAWN);
  }

  /** Signs a receipt and makes it durable. */
  void add(DeletionReceipt receipt) throws IOException {
    SignedText.sign(receipt.json(), vault).write(file(receipt.number()));
    kept.add(receipt);
    while (kept.size() > MAX_KEPT) {
      Files.deleteIfExists(file(kept.remove(0).number()));
    }
  }

  private Path file(long number) {
    return directory.resolve("%08d.receipt".formatted(number));
  }
}
