package dev.breakwater.audit.evidence;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An evidence pack of which every byte is authenticated by a checkpoint that the policy accepts.
 *
 * @param checkpoint has the disclosure; each entry's proof has a checkpoint of its own
 * @param disclosureIndex of the leaf that says that this pack was made
 * @param entries by index
 * @param policies digests of the policies whose text is in the pack
 * @param attachments names of the other files
 * @param uncheckedTokens time-stamps that nobody looked at, because no authority is trusted
 */
public record VerifiedPack(
    Request request,
    Checkpoint checkpoint,
    long disclosureIndex,
    List<Entry> entries,
    Set<Digest> policies,
    List<String> attachments,
    int uncheckedTokens) {

  /**
   * One entry of the log.
   *
   * @param opening empty if it stays closed
   * @param item the item's encoding; empty if it is withheld
   * @param stampedAt when a trusted time-stamp authority saw the checkpoint that proves the entry:
   *     it was in the log by then; empty if no token or no trusted authority was given
   */
  public record Entry(
      long index,
      LeafContent leaf,
      Optional<Opening> opening,
      Optional<Bytes> item,
      Optional<Instant> stampedAt) {}

  public VerifiedPack {
    entries = List.copyOf(entries);
    policies = Set.copyOf(policies);
    attachments = List.copyOf(attachments);
  }
}
