package dev.breakwater.policy.border;

import java.util.Map;
import java.util.Set;

/**
 * Exporters that are counted as one, so that splitting an export among them gains nothing (Cert.
 * Measures Art. 5).
 *
 * @param name of the group
 * @param lead the member that files for all
 * @param members ids of exporters, the lead among them
 */
public record ExporterGroup(String name, String lead, Set<String> members) {
  /**
   * @throws IllegalArgumentException if the lead is no member
   */
  public ExporterGroup {
    members = Set.copyOf(members);
    if (!members.contains(lead)) {
      throw new IllegalArgumentException("the lead '" + lead + "' is no member");
    }
  }

  /**
   * Returns the volumes of the group.
   *
   * @param byMember volumes of every member, all of one year
   * @throws IllegalArgumentException if a member is missing, or somebody is none: the sum would be
   *     of something else
   */
  public Volumes sum(Map<String, Volumes> byMember) {
    if (!byMember.keySet().equals(members)) {
      throw new IllegalArgumentException(
          "volumes of " + byMember.keySet() + " for the members " + members);
    }
    return byMember.values().stream().reduce(Volumes::plus).orElseThrow();
  }
}
