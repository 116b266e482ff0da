package dev.breakwater.audit.standalone;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.auditor.Verifier;
import dev.breakwater.audit.auditor.VerifyReport;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.evidence.BrokenPackException;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.standalone.Arguments.UsageException;
import dev.breakwater.audit.timestamp.InvalidTimestampException;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Verifies logs, proofs and evidence packs for somebody who has not installed the product. Opens
 * files for reading only, and a connection only if it is given an address.
 */
public final class VerifierMain {
  private static final int BROKEN = 1;
  private static final int USAGE = 2;
  private static final String HELP =
      """
      breakwater-verifier: verifies without trusting who gave you the files

        verify DIR|URL [--policy FILE]                  a whole log
        prove check FILE.tlog-proof --policy FILE       one proof
        verify-pack PACK.zip --policy FILE [--time-anchor FILE.pem]

      FILE is a C2SP tlog-policy with the keys that you trust; get it on another way than the log.
      Exit code 0: verified; 1: broken; 2: this cannot be done; 3: integrity only, no policy.\
      """;

  private final PrintWriter out;

  VerifierMain(PrintWriter out) {
    this.out = out;
  }

  /** Runs one command line and ends the process. */
  public static void main(String[] line) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int exitCode = new VerifierMain(out).run(List.of(line));
    out.flush();
    System.exit(exitCode);
  }

  int run(List<String> line) {
    try {
      Arguments arguments = Arguments.parse(line);
      List<String> words = arguments.words();
      int last = words.size() - 1;
      String command = words.isEmpty() ? "" : String.join(" ", words.subList(0, last));
      return switch (command) {
        case "verify" -> verify(words.get(last), arguments);
        case "prove check" -> proof(words.get(last), arguments);
        case "verify-pack" -> pack(words.get(last), arguments);
        default -> throw new UsageException(HELP);
      };
    } catch (UsageException | PolicyFileException | InvalidTimestampException e) {
      return say(USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return say(USAGE, "It cannot be read: " + e.getMessage());
    } catch (InvalidProofException | NoteException | BrokenPackException e) {
      return say(BROKEN, "broken: " + e.getMessage());
    }
  }

  private int say(int exitCode, String text) {
    out.println(text);
    return exitCode;
  }

  private int verify(String place, Arguments arguments)
      throws IOException, UsageException, PolicyFileException {
    if (!place.contains("://") && !Files.isDirectory(Path.of(place))) {
      throw new UsageException(place + " is no directory");
    }
    Optional<Path> policy = arguments.option(Arguments.POLICY);
    var verifier = new Verifier(LogSource.of(place));
    VerifyReport report =
        policy.isPresent()
            ? verifier.verify(PolicyFile.read(policy.get()))
            : verifier.verifyIntegrity();
    return say(
        report.exitCode(),
        report.match(
            verified -> "verified: " + of(verified.checkpoint()),
            integrity -> "integrity only: " + of(integrity.checkpoint()) + "; no policy is given",
            VerifierMain::broken));
  }

  private static String broken(VerifyReport.Broken report) {
    String entry =
        report.index() == VerifyReport.NO_INDEX ? "" : ", first broken entry " + report.index();
    return "broken: " + report.file() + entry + ": " + report.what();
  }

  private static String of(Checkpoint checkpoint) {
    return "log %s, size %d, root %s"
        .formatted(checkpoint.origin(), checkpoint.size(), checkpoint.root().hex());
  }

  private int proof(String file, Arguments arguments)
      throws IOException,
          UsageException,
          PolicyFileException,
          InvalidProofException,
          NoteException {
    PolicyFile policy = PolicyFile.read(arguments.required(Arguments.POLICY));
    TlogProof proof = TlogProof.parse(read(Arguments.existing(file), TlogProof.MAX_BYTES));
    Checkpoint checkpoint = proof.verify(policy);
    out.println("proven: entry " + proof.index() + " of " + of(checkpoint));
    return say(0, new String(proof.extra().toArray(), StandardCharsets.UTF_8));
  }

  private int pack(String file, Arguments arguments)
      throws IOException,
          UsageException,
          PolicyFileException,
          BrokenPackException,
          InvalidTimestampException {
    PolicyFile policy = PolicyFile.read(arguments.required(Arguments.POLICY));
    Optional<Path> anchor = arguments.option(Arguments.TIME_ANCHOR);
    TimeAnchors anchors = anchor.isPresent() ? TimeAnchors.read(anchor.get()) : null;
    Bytes zip = read(Arguments.existing(file), PackVerifier.MAX_BYTES);
    VerifiedPack pack = new PackVerifier(policy, anchors).verify(zip);
    pack.entries().forEach(this::show);
    if (pack.uncheckedTokens() > 0) {
      out.println(pack.uncheckedTokens() + " time-stamps are not checked (give --time-anchor)");
    }
    return say(
        0,
        "verified: %d entries of log %s answer '%s'"
            .formatted(
                pack.entries().size(), pack.checkpoint().origin(), pack.request().question()));
  }

  private void show(VerifiedPack.Entry entry) {
    String item = entry.opening().map(opening -> opening.content().item()).orElse("closed");
    String stamped = entry.stampedAt().map(at -> ", in the log by " + at).orElse("");
    out.printf(
        "entry %d: %s %s by %s, hour %s, %s%s%n",
        entry.index(),
        entry.leaf().stage(),
        entry.leaf().decision(),
        entry.leaf().rules(),
        entry.leaf().hour(),
        item,
        stamped);
  }

  private static Bytes read(Path file, int maxBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Bytes.of(in.readNBytes(maxBytes + 1));
    }
  }
}
