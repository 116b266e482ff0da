package dev.breakwater.ingest.keys;

import dev.breakwater.audit.durable.DurableFiles;
import dev.breakwater.ingest.stream.Withdrawn;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which keys each vehicle has, and which consents its people took back: a directory for each
 * vehicle with a file for each key and each withdrawal. A key is in the index before it exists, so
 * no key escapes an erasure.
 */
final class KeyIndex {
  private static final String VERSION = "1";
  private static final String SCOPE = ".scope";
  private static final String WITHDRAWN = ".withdrawn";
  private static final String NO_VEHICLE = "none";

  private final Path directory;

  KeyIndex(Path directory) {
    this.directory = directory;
  }

  void add(String name, KeyScope scope) throws IOException {
    SharedFiles.create(
        vehicle(scope.vehicle()).resolve(name + SCOPE),
        line(scope.owner(), scope.purpose(), Long.toString(scope.consentEpoch()), scope.category()));
  }

  /** Returns the keys of one vehicle, also those that are destroyed and not yet forgotten. */
  List<IndexedKey> keys(String vehicle) throws IOException {
    List<IndexedKey> keys = new ArrayList<>();
    for (Path file : files(vehicle, SCOPE)) {
      String[] word = words(file);
      keys.add(
          new IndexedKey(
              stem(file, SCOPE),
              new KeyScope(vehicle, word[0], word[1], Long.parseLong(word[2]), word[3])));
    }
    return keys;
  }

  void forget(String vehicle, String name) throws IOException {
    SharedFiles.shred(vehicle(vehicle).resolve(name + SCOPE));
  }

  void withdraw(String vehicle, Withdrawn withdrawn) throws IOException {
    SharedFiles.create(
        vehicle(vehicle).resolve(withdrawn.epoch() + WITHDRAWN),
        line(withdrawn.categories().toArray(String[]::new)));
  }

  /** Asks whether a consent that permitted data of this scope was taken back. */
  boolean isWithdrawn(KeyScope scope) throws IOException {
    if (scope.consentEpoch() == 0) {
      return false;
    }
    for (Path file : files(scope.vehicle(), WITHDRAWN)) {
      var withdrawn = new Withdrawn(Long.parseLong(stem(file, WITHDRAWN)), List.of(words(file)));
      if (withdrawn.covers(scope.category(), scope.consentEpoch())) {
        return true;
      }
    }
    return false;
  }

  private Path vehicle(String vehicle) {
    String name = vehicle.isEmpty() ? NO_VEHICLE : vehicle;
    return directory.resolve(name.substring(0, 2)).resolve(name);
  }

  private List<Path> files(String vehicle, String ending) throws IOException {
    try (Stream<Path> files = Files.list(vehicle(vehicle))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static String stem(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending.length());
  }

  /** Names that a car chose may have any character, so each word is encoded. */
  private static Bytes line(String... words) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    String line = VERSION;
    for (String word : words) {
      line += " " + encoder.encodeToString(word.getBytes(StandardCharsets.UTF_8));
    }
    return Bytes.of((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String[] words(Path file) throws IOException {
    String[] word =
        DurableFiles.read(file)
            .map(bytes -> new String(bytes.toArray(), StandardCharsets.US_ASCII).stripTrailing())
            .orElse("")
            .split(" ", -1);
    if (!word[0].equals(VERSION)) {
      throw new IOException(file + " is not a file of the key index");
    }
    return Arrays.stream(word)
        .skip(1)
        .map(each -> new String(Base64.getUrlDecoder().decode(each), StandardCharsets.UTF_8))
        .toArray(String[]::new);
  }
}
