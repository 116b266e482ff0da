package dev.breakwater.console.evidence;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.PolicyFileException;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.pipeline.CloudDirectories;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.policy.bundle.PoliciesInForce;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What an auditor looks at: the log, the store, the private index, the border's book.
 *
 * @param logPolicy the installation's own tlog-policy
 * @param searchIndex file of the index; made on first use
 * @param border directory of the border; need not exist
 * @param kafka bootstrap servers
 * @param statements stay the caller's, who closes them
 */
public record Archive(
    CloudDirectories onshore,
    Path logPolicy,
    Path searchIndex,
    Path border,
    String kafka,
    ItemCipher cipher,
    Statements statements,
    PoliciesInForce policies) {
  LogSource log() throws IOException {
    return LogSource.of(onshore.log().toString());
  }

  /**
   * Reads the policy anew, so that another witness in it counts at once.
   *
   * @throws IOException also if the file has mistakes
   */
  PolicyFile policy() throws IOException {
    try {
      return PolicyFile.read(logPolicy);
    } catch (PolicyFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
