package dev.breakwater.cli;

import dev.breakwater.agent.plan.CollectionPlan;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleFile;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.bundle.Refusal;
import dev.breakwater.policy.bundle.store.BundleDirectory;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bundles, what they are made of, and files of keys, as options name them. */
final class BundleFiles {
  /** Of the name of a bundle. */
  static final String ENDING = ".tar";

  private static final String CATALOG = "catalog.yaml";
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final Map<String, FileKind> FOLDERS =
      Map.of(
          "packs", FileKind.PACK,
          "plans", FileKind.COLLECTION_PLAN,
          "models", FileKind.MODEL,
          "certificates", FileKind.MODEL_CERTIFICATE);

  private BundleFiles() {}

  static Bundle read(Path file) throws IOException, CommandFailedException, BundleRefusedException {
    return Bundle.read(tar(file));
  }

  /** Returns the bytes of a file that should be a bundle. */
  static Bytes tar(Path file) throws IOException, CommandFailedException {
    PolicyFiles.requireFile(file, "Name a bundle that 'policy bundle create' made.");
    return BundleDirectory.read(file);
  }

  /**
   * Returns what the packs of a bundle decide, whoever signed it.
   *
   * @throws BundleRefusedException with every mistake of the packs, or of the collection plans
   */
  static PolicyEngine compile(Bundle bundle) throws BundleRefusedException {
    Manifest manifest = bundle.check(new NoteSignatures());
    PolicyEngine engine = bundle.compile(manifest);
    List<String> problems = new ArrayList<>();
    for (BundleFile file : bundle.filesOf(FileKind.COLLECTION_PLAN, manifest)) {
      try {
        CollectionPlan.load(file.content(), file.path(), engine.pack().catalog());
      } catch (InvalidSourceException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new BundleRefusedException(Refusal.BROKEN_PLAN, String.join("\n", problems));
    }
    return engine;
  }

  /** Writes a bundle in place of an earlier one; it appears whole or not at all. */
  static void write(Path file, Bundle bundle) throws IOException, CommandFailedException {
    try {
      ReportFile.write(file, bundle.tar());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          file + ": " + e.getMessage() + ".", "Take files out of the folder.", 2);
    }
  }

  static KeyRing keys(Path file) throws IOException, CommandFailedException {
    PolicyFiles.requireFile(file, "Name a YAML file of keys, see 'policy bundle --help'.");
    try {
      return KeyRing.load(BundleDirectory.read(file), file.toString(), new NoteSignatures());
    } catch (InvalidSourceException e) {
      throw invalidKeys(e);
    }
  }

  /**
   * Follows the bundles that are published on an installation's topic, by the keys that it pinned;
   * without a file of keys none is accepted.
   */
  static PublishedBundles published(DataLayout data, String kafka)
      throws IOException, CommandFailedException {
    String name = data.policyKeys().toString();
    try {
      return PublishedBundles.open(kafka, CloudOptions.policyKeys(data), name, TOPIC_LIMIT);
    } catch (InvalidSourceException e) {
      throw invalidKeys(e);
    }
  }

  static CommandFailedException invalidKeys(InvalidSourceException mistakes) {
    return new CommandFailedException(mistakes.getMessage() + ".", "Correct the file of keys.", 2);
  }

  /** Returns what a folder holds for a bundle, the catalog first; a place tells the kind. */
  static Map<BundleFile, FileKind> folder(Path folder) throws IOException, CommandFailedException {
    PolicyFiles.requireFile(folder.resolve(CATALOG), "Put the catalog there.");
    Map<BundleFile, FileKind> files = new LinkedHashMap<>();
    files.put(file(folder, CATALOG), FileKind.CATALOG);
    for (String name : names(folder)) {
      FileKind kind = FOLDERS.get(name);
      if (kind == null && !name.equals(CATALOG)) {
        throw new CommandFailedException(
            folder.resolve(name) + " has no place in a bundle.",
            "A bundle is made of " + CATALOG + ", packs/, plans/, models/ and certificates/.",
            2);
      }
      for (String inside : kind == null ? List.<String>of() : names(folder.resolve(name))) {
        files.put(file(folder, name + "/" + inside), kind);
      }
    }
    return files;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static BundleFile file(Path folder, String path)
      throws IOException, CommandFailedException {
    Path file = folder.resolve(path);
    PolicyFiles.requireFile(file, "Only files belong into the folders of a bundle.");
    try {
      return new BundleFile(path, BundleDirectory.read(file));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(file + ": " + e.getMessage() + ".", "Rename it.", 2);
    }
  }
}
