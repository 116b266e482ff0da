package dev.breakwater.cli;

import dev.breakwater.audit.evidence.Request;
import dev.breakwater.cli.installation.CommandFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every evidence pack is asked for with. */
final class EvidenceOptions {
  @Option(
      names = "--auditor",
      paramLabel = "NAME",
      required = true,
      description = "who gets the pack; the log keeps it")
  private String auditor = "";

  @Option(
      names = "--purpose",
      paramLabel = "TEXT",
      required = true,
      description = "why; the log keeps it")
  private String purpose = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.zip",
      required = true,
      description = "is not replaced")
  private Path out = Path.of("");

  @Option(
      names = "--payload",
      description = "disclose the items themselves too, not only what the entries commit to")
  private boolean payload;

  @Option(
      names = "--attach",
      paramLabel = "PATH=FILE",
      description = {
        "put another file into the pack, for example models/detector.md=FILE or notices/zh.html=FILE",
        "(under models/, notices/, timestamps/ or documents/)"
      })
  private Map<String, Path> attachments = Map.of();

  boolean payload() {
    return payload;
  }

  Path out() {
    return out;
  }

  Map<String, Path> attachments() {
    return attachments;
  }

  /**
   * @throws CommandFailedException if a text has a form that no pack has, or the file exists
   */
  Request request(String question, Instant at) throws CommandFailedException {
    if (Files.exists(out)) {
      throw new CommandFailedException(
          out + " exists and is not replaced.", "Choose another name.", 2);
    }
    try {
      return new Request(question, auditor, purpose, at.toEpochMilli());
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "No pack is made: " + e.getMessage() + ".", "Write it in plain ASCII.", 2);
    }
  }
}
