package dev.breakwater.agent.reset;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.keys.SignedText;
import dev.breakwater.agent.outbox.DirectoryStorage;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases every trace of the people who used a car, for its next owner (PIPL Art. 47; GB/T
 * 44464-2024 §5.7). Everything in the agent's home goes but for what is known to be of no person;
 * so a place that a later version adds goes too. First an inventory is made durable; a run that was
 * stopped anywhere is finished by the next one, or by the start of the agent, and the proof then
 * tells the inventory of the first. Keys go before what they open.
 */
public final class VehicleReset {
  private static final String PENDING = "reset-pending";
  private static final String PROOFS = "reset-proofs";
  private static final String OUTBOX = "outbox";

  private static final String KEY_VAULT = "key-vault";
  private static final String DRAFT = ".new";

  // The certificate, the chains' epochs, the law, the maker's notice, the time's mark, what this
  // class leaves behind,
  // and the sensors, which are no storage; the key vault's files beside.
  private static final Set<String> OF_NO_PERSON =
      Set.of("identity", "epoch", "policy", "notice", "time", "cabin", PENDING, PROOFS);

  private final Path home;
  private final KeyVault vault;
  private final InstantSource clock;

  private VehicleReset(Path home, KeyVault vault, InstantSource clock) {
    this.home = home;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Erases, and proves it.
   *
   * @param home of the agent
   * @param clock for the proof
   * @return the proof, a {@link SignedText} whose text is a {@link ResetProof}
   * @throws IOException also if an agent runs on {@code home}
   */
  public static Path run(Path home, KeyVault vault, InstantSource clock) throws IOException {
    return new VehicleReset(home, vault, clock).run();
  }

  /** Finishes a run that was stopped; does nothing if there was none. */
  public static Optional<Path> resume(Path home, KeyVault vault, InstantSource clock)
      throws IOException {
    return Files.exists(home.resolve(PENDING))
        ? Optional.of(run(home, vault, clock))
        : Optional.empty();
  }

  private Path run() throws IOException {
    // Held so that no agent runs meanwhile.
    DirectoryStorage lock = DirectoryStorage.open(home.resolve(OUTBOX));
    try {
      ResetProof inventory = inventory();
      for (Path place : places()) {
        erase(place);
      }
      return prove(inventory);
    } finally {
      lock.close();
    }
  }

  private ResetProof inventory() throws IOException {
    Path pending = home.resolve(PENDING);
    if (Files.exists(pending)) {
      return ResetProof.ofJson(Files.readString(pending));
    }
    List<ResetProof.Place> counted = new ArrayList<>();
    for (Path place : places()) {
      counted.add(count(place));
    }
    var inventory = new ResetProof(clock.millis(), 0, counted);
    DurableFile.replace(pending, utf8(inventory.json()));
    return inventory;
  }

  /** Returns what is to be erased, what holds keys first. */
  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(home)) {
      for (Path place : all) {
        if (!isOfNoPerson(place)) {
          places.add(place);
        }
      }
    }
    places.sort(null);
    return places;
  }

  private static boolean isOfNoPerson(Path place) {
    String name = place.getFileName().toString();
    String whole = name.endsWith(DRAFT) ? name.substring(0, name.length() - DRAFT.length()) : name;
    return OF_NO_PERSON.contains(whole) || name.startsWith(KEY_VAULT);
  }

  private static ResetProof.Place count(Path place) throws IOException {
    var count = new long[2];
    walk(
        place,
        file -> {
          count[0]++;
          count[1] += Files.size(file);
        });
    return new ResetProof.Place(place.getFileName().toString(), count[0], count[1]);
  }

  private static void erase(Path place) throws IOException {
    // Only the keys' own names are known here; the rest is encrypted under them, or overwritten.
    walk(
        place,
        file -> {
          if (file.getFileName().toString().equals("key")) {
            DurableFile.erase(file);
          }
        });
    walk(place, VehicleReset::eraseFile);
    deleteDirectories(place);
  }

  private static void eraseFile(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      DurableFile.erase(file);
    } else {
      Files.deleteIfExists(file);
    }
  }

  private Path prove(ResetProof inventory) throws IOException {
    Path proofs = Files.createDirectories(home.resolve(PROOFS));
    Path proof = proofs.resolve(inventory.startedMillis() + ".proof");
    var done = new ResetProof(inventory.startedMillis(), clock.millis(), inventory.erased());
    SignedText.sign(done.json(), vault).write(proof);
    Files.deleteIfExists(home.resolve(PENDING));
    return proof;
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Visit {
    void file(Path file) throws IOException;
  }

  private static void walk(Path place, Visit visit) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            visit.file(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void deleteDirectories(Path place) throws IOException {
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
