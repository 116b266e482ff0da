package dev.breakwater.cli;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an auditor does with the log. */
@Command(
    name = "audit",
    description = "Verifies the log and proves items.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditProveCommand.class,
      AuditDiscloseCommand.class,
      AuditPackCommand.class,
      AuditOpenCommand.class,
      AuditFollowCommand.class,
      AuditFsckCommand.class,
      AuditWitnessCommand.class,
      AuditSearchCommand.class,
      AuditIndexCommand.class
    })
final class AuditCommand implements Runnable {
  private static final String PROOF_ENDING = ".tlog-proof";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "verify",
      description = {
        "Recomputes a whole log from its public files, or verifies one proof file.",
        "Exit code 0: verified; 1: broken, and the first broken place is named; 3: integrity only,"
            + " because no policy says whose signature to trust."
      },
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(
              paramLabel = "DIR|URL|PROOF",
              description = "the log's directory or address, or a *.tlog-proof file")
          String place,
      @Option(
              names = "--policy",
              paramLabel = "FILE",
              description = "C2SP tlog-policy with the keys to trust; keep it outside the log")
          @Nullable Path policyFile)
      throws IOException, CommandFailedException {
    PolicyFile policy = policyFile == null ? null : policy(policyFile);
    if (place.endsWith(PROOF_ENDING)) {
      return proof(Path.of(place), policy);
    }
    requireLog(place);
    var verifier = new Verifier(LogSource.of(place));
    VerifyReport report = policy == null ? verifier.verifyIntegrity() : verifier.verify(policy);
    out()
        .println(
            report.match(AuditCommand::verified, AuditCommand::integrity, AuditCommand::broken));
    return report.exitCode();
  }

  static PolicyFile policy(Path file) throws IOException, CommandFailedException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailedException(
          file + " is not a file.", "Name the tlog-policy you got from somebody you trust.", 2);
    }
    try {
      return PolicyFile.read(file);
    } catch (PolicyFileException e) {
      throw new CommandFailedException(String.join("; ", e.problems()), e.remedy(), 2);
    }
  }

  /** Returns what gets statements into the log of an installation. */
  static Statements statements(DataLayout layout, String kafka, DataKeys keys)
      throws IOException, CommandFailedException {
    var log = LogSource.of(layout.onshore().log().toString());
    return new Statements(kafka, keys, log, policy(layout.logPolicy()));
  }

  static void requireLog(String place) throws CommandFailedException {
    if (!place.startsWith("http://")
        && !place.startsWith("https://")
        && !Files.isDirectory(Path.of(place))) {
      throw new CommandFailedException(
          place + " is not a directory.", "Name the directory or address of a log.", 2);
    }
  }

  private int proof(Path file, @Nullable PolicyFile policy)
      throws IOException, CommandFailedException {
    if (policy == null) {
      throw new CommandFailedException(
          "A proof is worth what its checkpoint's signature is worth.", "Give --policy FILE.", 2);
    }
    if (!Files.isRegularFile(file) || Files.size(file) > TlogProof.MAX_BYTES) {
      throw new CommandFailedException(file + " is not a proof file.", "Name one.", 2);
    }
    try {
      TlogProof proof = TlogProof.parse(Bytes.of(Files.readAllBytes(file)));
      Checkpoint checkpoint = proof.verify(policy);
      out().println("proven: entry " + proof.index() + " of " + of(checkpoint));
      out().println(new String(proof.extra().toArray(), StandardCharsets.UTF_8));
      return 0;
    } catch (InvalidProofException | NoteException e) {
      throw new CommandFailedException(file + ": " + e.getMessage(), "Do not rely on it.");
    }
  }

  private static String verified(VerifyReport.Verified report) {
    return "verified: " + of(report.checkpoint()) + listing(report.filesListed());
  }

  private static String integrity(VerifyReport.IntegrityOnly report) {
    return "integrity only: "
        + of(report.checkpoint())
        + listing(report.filesListed())
        + "; whose log it is was not checked (give --policy FILE)";
  }

  private static String broken(VerifyReport.Broken report) {
    String entry =
        report.index() == VerifyReport.NO_INDEX ? "" : ", first broken entry " + report.index();
    return "broken: " + report.file() + entry + ": " + report.what() + ". " + report.remedy();
  }

  private static String of(Checkpoint checkpoint) {
    return "log %s, size %d, root %s"
        .formatted(checkpoint.origin(), checkpoint.size(), checkpoint.root().hex());
  }

  private static String listing(boolean listed) {
    return listed ? "" : "; files besides the log's own could not be looked for";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
