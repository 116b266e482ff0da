package dev.breakwater.policy.border;

import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a compliance office lets go abroad: one paper, signed as a whole, which a later one with a
 * higher number replaces.
 *
 * @param sequence from 1
 * @param exporter id of the member of a group that exports here
 * @param isCriticalOperator whether it operates critical information infrastructure (CSL Art. 39)
 * @param zone how it stands to a free trade zone
 * @param groups who is counted as one
 */
public record Permits(
    long sequence,
    String exporter,
    boolean isCriticalOperator,
    FreeTradeZone zone,
    ExporterGroups groups,
    List<Consignee> recipients,
    List<Approval> approvals) {
  public Permits {
    recipients = List.copyOf(recipients);
    approvals = List.copyOf(approvals);
  }

  /**
   * Reads a paper.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static Permits load(Bytes yaml, String name) throws InvalidSourceException {
    return PermitsReader.read(yaml, name);
  }

  /** Returns the group of the exporter. */
  public ExporterGroup group() {
    return groups
        .of(exporter)
        .orElseThrow(() -> new IllegalStateException("the reader demands a group of " + exporter));
  }

  /** Returns the recipient with an id. */
  public Optional<Consignee> recipient(String id) {
    return recipients.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** Returns the approval with a number. */
  public Optional<Approval> approval(String number) {
    return approvals.stream().filter(each -> each.number().equals(number)).findFirst();
  }
}
