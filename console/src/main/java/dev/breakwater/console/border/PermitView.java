package dev.breakwater.console.border;

import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.source.Fields;
import java.util.List;

/** The compliance office's paper in force. */
record PermitView(long sequence, String exporter, List<Receiving> recipients, List<Leave> leaves) {
  /** Who may get something. */
  record Receiving(String id, String name, String jurisdiction, String contact) {}

  /** An approval: what may go, to whom, how many persons a year, until when. */
  record Leave(
      String number,
      String kind,
      String recipient,
      String jurisdiction,
      List<String> categories,
      List<String> purposes,
      List<String> fields,
      long persons,
      String from,
      String until) {
    static Leave of(Approval approval) {
      return new Leave(
          approval.number(),
          Fields.nameOf(approval.kind()),
          approval.recipient().name(),
          approval.recipient().jurisdiction(),
          approval.categories().stream().map(each -> each.text()).toList(),
          approval.purposes(),
          approval.fields().stream().map(Fields::nameOf).sorted().toList(),
          approval.persons(),
          approval.valid().from().toString(),
          approval.valid().until().toString());
    }
  }

  static PermitView of(Permits permits) {
    return new PermitView(
        permits.sequence(),
        permits.exporter(),
        permits.recipients().stream()
            .map(
                each ->
                    new Receiving(
                        each.id(),
                        each.recipient().name(),
                        each.recipient().jurisdiction(),
                        each.contact()))
            .toList(),
        permits.approvals().stream().map(Leave::of).toList());
  }
}
