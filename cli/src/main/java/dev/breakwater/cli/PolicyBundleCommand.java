package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.bundle.BundlePublisher;
import dev.breakwater.ingest.bundle.LateBundleException;
import dev.breakwater.ingest.bundle.NoteSignatures;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.Acceptance;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a compliance office does with bundles. */
@Command(
    name = "bundle",
    description = {
      "Makes, verifies and shows bundles: a catalog and packs as one signed file.",
      "A file of keys is YAML: keys: [{key: NAME+ID+BASE64, from: INSTANT, to: INSTANT}]"
    },
    mixinStandardHelpOptions = true)
final class PolicyBundleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "create",
      description = {
        "Makes an unsigned bundle of a folder: catalog.yaml, packs/, plans/ and models/.",
        "The same folder and options give the same bytes. Exit code 0: made; 1: a file is broken."
      },
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "FOLDER", description = "what goes into the bundle") Path folder,
      @Mixin BundleOptions options)
      throws IOException, CommandFailedException {
    Bundle bundle = options.bundle(BundleFiles.folder(folder));
    try {
      BundleFiles.compile(bundle);
    } catch (BundleRefusedException e) {
      return refused(spec, folder, e);
    }
    BundleFiles.write(options.out(), bundle);
    out().println(options.out() + ": " + bundle.digest() + ", not signed yet");
    return 0;
  }

  @Command(
      name = "verify",
      description = {
        "Says whether a bundle would be accepted.",
        "Exit code 0: it would; 1: it would not, and why."
      },
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(paramLabel = "BUNDLE.tar", description = "a signed bundle") Path file,
      @Option(
              names = "--keys",
              paramLabel = "KEYS.yaml",
              required = true,
              description = "the keys that may have signed it")
          Path keys,
      @Option(
              names = "--at",
              paramLabel = "INSTANT",
              description = "when it is accepted (default: now)")
          @Nullable Instant at)
      throws IOException, CommandFailedException {
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    var acceptance = new Acceptance(BundleFiles.keys(keys), new NoteSignatures(), policies);
    try {
      Instant now = at == null ? InstantSource.system().instant() : at;
      out().println(file + ": " + words(acceptance.examine(BundleFiles.tar(file), now)));
      return 0;
    } catch (BundleRefusedException e) {
      return refused(spec, file, e);
    }
  }

  @Command(
      name = "publish",
      description = {
        "Puts a signed bundle on the topic from which the onshore side and its cars take it.",
        "The onshore side runs, and cloud/policy-keys.yaml in its data directory has pinned keys.",
        "Exit code 0: published; 1: refused, and why."
      },
      mixinStandardHelpOptions = true)
  int publish(
      @Parameters(paramLabel = "BUNDLE.tar", description = "a signed bundle") Path file,
      @Mixin DataOption data)
      throws IOException, CommandFailedException {
    Bytes tar = BundleFiles.tar(file);
    KeyRing pinned = BundleFiles.keys(data.layout().policyKeys());
    String kafka = Endpoints.read(data.layout().endpoints()).bootstrapServers();
    try {
      AcceptedBundle bundle =
          new BundlePublisher(kafka, pinned, InstantSource.system()).publish(tar);
      out().println(file + ": published, " + words(bundle));
      return 0;
    } catch (BundleRefusedException e) {
      return refused(spec, file, e);
    } catch (LateBundleException e) {
      throw new CommandFailedException(e, e.remedy());
    }
  }

  private static String words(AcceptedBundle bundle) {
    Manifest manifest = bundle.manifest();
    Instant until = manifest.inForce().until();
    return "accepted: "
        + manifest.id()
        + ", sequence number "
        + manifest.sequence()
        + ", in force from "
        + manifest.inForce().from()
        + (until.equals(Instant.MAX) ? "" : " to " + until)
        + ", "
        + bundle.engine().pack().rules().size()
        + " rules, "
        + bundle.digest();
  }

  @Command(
      name = "show",
      description = {
        "Shows the manifest of a bundle and who says to have signed it; verifies nothing."
      },
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "BUNDLE.tar", description = "a bundle") Path file)
      throws IOException, CommandFailedException {
    try {
      Bundle bundle = BundleFiles.read(file);
      out().print(text(bundle.manifest()) + "\n" + text(bundle.signatures()));
      out().flush();
      return 0;
    } catch (BundleRefusedException e) {
      return refused(spec, file, e);
    }
  }

  // A terminal must not obey what nobody has verified.
  private static String text(Bytes bytes) {
    String text = new String(bytes.toArray(), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Says why a bundle is refused, every mistake on its line, and returns the exit code. */
  static int refused(CommandSpec spec, Path file, BundleRefusedException refusal) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(file + ": refused, " + refusal.getMessage());
    err.println(refusal.remedy());
    return 1;
  }
}
