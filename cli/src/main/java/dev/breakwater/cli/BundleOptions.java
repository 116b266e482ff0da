package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleFile;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the manifest of a new bundle says. */
final class BundleOptions {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "BUNDLE.tar",
      required = true,
      description = "is replaced, if all is well")
  private Path out = Path.of("");

  @Option(names = "--id", paramLabel = "ID", required = true, description = "name of the bundle")
  private String id = "";

  @Option(
      names = "--sequence",
      paramLabel = "N",
      required = true,
      description = "higher than that of every bundle before")
  private long sequence;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      required = true,
      description = "when it comes into force, in UTC, e.g. 2026-11-30T16:00:00Z")
  private Instant from = Instant.MIN;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "when it ends (default: when another goes before it)")
  private @Nullable Instant to;

  @Option(
      names = "--next-keys",
      paramLabel = "KEYS.yaml",
      required = true,
      description = "the keys that may sign the bundle after this one")
  private Path nextKeys = Path.of("");

  Path out() {
    return out;
  }

  /** Returns the bundle of what a folder holds, which nobody signed. */
  Bundle bundle(Map<BundleFile, FileKind> files) throws IOException, CommandFailedException {
    KeyRing keys = BundleFiles.keys(nextKeys);
    List<ListedFile> listed =
        files.entrySet().stream()
            .map(each -> ListedFile.of(each.getKey(), each.getValue()))
            .toList();
    try {
      var inForce = new Period(from, to == null ? Instant.MAX : to);
      var manifest = new Manifest(id, sequence, inForce, keys, listed);
      return new Bundle(manifest.text(), Bytes.EMPTY, List.copyOf(files.keySet()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "The bundle cannot be made: " + e.getMessage() + ".", "Correct the options.", 2);
    }
  }
}
