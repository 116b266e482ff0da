package dev.breakwater.policy.border;

import static dev.breakwater.policy.border.Shortfall.unless;

import dev.breakwater.policy.border.Shortfall.Aspect;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leave to export, within limits that no release may exceed (Auto Provisions Art. 12, NDSMR Art.
 * 38).
 *
 * @param number as issued or filed
 * @param group name of the exporter group that has it
 * @param categories that may be exported
 * @param purposes for which
 * @param fields of a row that the recipient gets
 * @param persons how many distinct persons may be exported under it in one {@link CountingYear}; 0
 *     if only data without personal information may
 * @param valid when it may be used
 */
public record Approval(
    String number,
    ApprovalKind kind,
    String group,
    Recipient recipient,
    List<CategoryPattern> categories,
    List<String> purposes,
    Set<ProvidedField> fields,
    long persons,
    Period valid) {
  /**
   * @throws IllegalArgumentException if it is valid for longer than the law lets it be
   */
  public Approval {
    categories = List.copyOf(categories);
    purposes = List.copyOf(purposes);
    fields = Set.copyOf(fields);
    if (valid.until().isAfter(kind.latestEnd(valid.from()))) {
      throw new IllegalArgumentException("valid for longer than " + kind.clause() + " allows");
    }
  }

  /**
   * Reads a file of approvals.
   *
   * @param name of the file, for messages
   * @param groups that can have approvals
   * @throws InvalidSourceException with every problem of the file
   */
  public static List<Approval> load(Bytes yaml, String name, ExporterGroups groups)
      throws InvalidSourceException {
    return ApprovalReader.read(yaml, name, groups);
  }

  /**
   * Returns every respect in which this approval does not cover {@code release}; if there is none,
   * it does.
   *
   * @param personsThen distinct persons exported under this approval in the year, once the release
   *     is made
   */
  public List<Shortfall> shortfalls(Release release, long personsThen) {
    Route route = release.route();
    return Stream.of(
            unless(kind.serves(route), Aspect.KIND, Fields.nameOf(kind), route.basis().ground()),
            unless(group.equals(release.group()), Aspect.GROUP, group, release.group()),
            unless(
                recipient.equals(release.recipient()),
                Aspect.RECIPIENT,
                recipient,
                release.recipient()),
            unless(allows(release.category()), Aspect.CATEGORY, categories, release.category()),
            unless(
                purposes.contains(release.purpose()), Aspect.PURPOSE, purposes, release.purpose()),
            unless(
                valid.contains(release.at()),
                Aspect.INSTANT,
                valid.from() + " to " + valid.until(),
                release.at()),
            unless(personsThen <= persons, Aspect.CAP, persons, personsThen))
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean allows(String category) {
    return categories.stream().anyMatch(pattern -> pattern.matches(category));
  }
}
