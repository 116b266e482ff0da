package dev.breakwater.cli;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.evidence.BrokenPackException;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an auditor does with an evidence pack. */
@Command(
    name = "open",
    aliases = "verify-pack",
    description = {
      "Verifies an evidence pack offline and shows what it proves.",
      "Exit code 0: every byte is authenticated; 1: it is not, and the first wrong file is named."
    },
    mixinStandardHelpOptions = true)
final class AuditOpenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.zip", description = "the evidence pack")
  private Path file = Path.of("");

  @Option(
      names = {"--policy", "--keys"},
      paramLabel = "FILE",
      required = true,
      description = "C2SP tlog-policy with the keys to trust; never from the pack's maker")
  private Path policyFile = Path.of("");

  @Option(
      names = "--time-anchor",
      paramLabel = "FILE.pem",
      description =
          "certificates of the time-stamp authorities to trust; without them time-stamps are not"
              + " checked")
  private @Nullable Path anchorFile;

  @Option(names = "--summary", description = "show the first line only")
  private boolean summary;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CommandFailedException {
    PolicyFile policy = AuditCommand.policy(policyFile);
    if (!Files.isRegularFile(file) || Files.size(file) > PackVerifier.MAX_BYTES) {
      throw new CommandFailedException(file + " is not an evidence pack.", "Name one.", 2);
    }
    try {
      show(new PackVerifier(policy, anchors()).verify(Bytes.of(Files.readAllBytes(file))));
      return 0;
    } catch (BrokenPackException e) {
      throw new CommandFailedException("broken: " + e.getMessage() + ".", e.remedy());
    }
  }

  private @Nullable TimeAnchors anchors() throws IOException, CommandFailedException {
    if (anchorFile == null) {
      return null;
    }
    try {
      return TimeAnchors.read(anchorFile);
    } catch (InvalidTimestampException | NoSuchFileException e) {
      throw new CommandFailedException(
          anchorFile + " holds no anchor: " + e.getMessage() + ".",
          "Get the certificate from the time-stamp authority.",
          2);
    }
  }

  private void show(VerifiedPack pack) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "verified: %d entries of log %s answer '%s'%n",
        pack.entries().size(), pack.checkpoint().origin(), pack.request().question());
    if (summary) {
      return;
    }
    out.printf(
        "disclosed to %s for '%s' at %s, entry %d%n",
        pack.request().auditor(),
        pack.request().purpose(),
        Instant.ofEpochMilli(pack.request().atMillis()),
        pack.disclosureIndex());
    pack.entries().forEach(entry -> show(out, entry));
    missing(pack).forEach(digest -> out.println("the policy " + digest + " is not in the pack"));
    if (pack.uncheckedTokens() > 0) {
      out.println(pack.uncheckedTokens() + " time-stamps are not checked (give --time-anchor)");
    }
    pack.attachments().forEach(path -> out.println("also in it: " + path));
  }

  private static void show(PrintWriter out, VerifiedPack.Entry entry) {
    var leaf = entry.leaf();
    out.printf(
        "entry %d: %s %s by %s of policy %s, in the hour from %s%n",
        entry.index(), leaf.stage(), leaf.decision(), leaf.rules(), leaf.pack(), leaf.hour());
    entry
        .opening()
        .ifPresent(
            opening -> {
              var content = opening.content();
              out.printf(
                  "  item %s, digest %s, captured %s%s%s%n",
                  content.item(),
                  content.digest(),
                  Instant.ofEpochMilli(content.capturedAtMillis()),
                  content.subject().isEmpty() ? "" : ", person " + content.subject(),
                  content.recipient().isEmpty() ? "" : ", to " + content.recipient());
            });
    entry.stampedAt().ifPresent(at -> out.println("  in the log by " + at + ", as stamped"));
    entry.item().ifPresent(item -> out.println("  the item itself: " + item.length() + " bytes"));
  }

  private static Set<Digest> missing(VerifiedPack pack) {
    Set<Digest> missing = new HashSet<>();
    pack.entries().forEach(entry -> missing.add(entry.leaf().pack()));
    missing.removeAll(pack.policies());
    missing.remove(Digest.ZERO);
    return missing;
  }
}
