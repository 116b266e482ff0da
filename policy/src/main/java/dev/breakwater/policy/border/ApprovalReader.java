package dev.breakwater.policy.border;

import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the YAML form of approvals; every problem of the file is found in one pass. */
final class ApprovalReader {
  private static final int MAX_APPROVALS = 10_000;
  private static final int MAX_ELEMENTS = 1000;
  private static final Pattern PERSONS = Pattern.compile("[0-9]{1,10}");
  private static final Set<String> FIELDS =
      Set.of(
          "number",
          "kind",
          "group",
          "recipient",
          "categories",
          "purposes",
          "fields",
          "persons",
          "from",
          "to");

  private final Source source;
  private final Set<String> groups;
  private final Set<String> numbers = new HashSet<>();

  private ApprovalReader(Source source, Set<String> groups) {
    this.source = source;
    this.groups = groups;
  }

  static List<Approval> read(Bytes yaml, String name, ExporterGroups groups)
      throws InvalidSourceException {
    var source = Source.read(yaml, name);
    List<Approval> approvals =
        Fields.of(source, source.root(), Set.of("approvals"))
            .map(file -> read(source, file, groups.names()))
            .orElse(List.of());
    source.refuseIfBroken();
    return approvals;
  }

  /**
   * Reads the approvals of a file that has more than those.
   *
   * @param groups names of those that can have approvals
   */
  static List<Approval> read(Source source, Fields file, Set<String> groups) {
    var reader = new ApprovalReader(source, groups);
    return file.elements("approvals", MAX_APPROVALS).stream()
        .flatMap(node -> reader.approval(node).stream())
        .toList();
  }

  private Optional<Approval> approval(Node node) {
    return Fields.of(source, node, FIELDS).flatMap(this::approval);
  }

  private Optional<Approval> approval(Fields fields) {
    var number = fields.one("number", this::number);
    var kind = fields.one("kind", text -> Fields.named(ApprovalKind.class, text));
    var group = fields.one("group", this::group);
    var recipient = fields.node("recipient").flatMap(this::recipient);
    var categories = fields.some("categories", MAX_ELEMENTS, CategoryPattern::new);
    var purposes = fields.some("purposes", MAX_ELEMENTS, Fields::id);
    var provided =
        fields.some("fields", MAX_ELEMENTS, text -> Fields.named(ProvidedField.class, text));
    var persons = fields.one("persons", ApprovalReader::persons);
    var valid = valid(fields);
    boolean tooLong =
        kind.isPresent() && valid.isPresent() && isTooLong(kind.get(), valid.get(), fields);
    if (tooLong
        || Stream.of(number, kind, group, recipient, persons, valid).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new Approval(
            number.get(),
            kind.get(),
            group.get(),
            recipient.get(),
            List.copyOf(categories),
            List.copyOf(purposes),
            provided,
            persons.get(),
            valid.get()));
  }

  private String number(String text) {
    if (!numbers.add(Fields.text(text))) {
      throw new IllegalArgumentException("the approval '" + text + "' is here twice");
    }
    return text;
  }

  private String group(String text) {
    if (!groups.contains(text)) {
      throw new IllegalArgumentException("there is no exporter group '" + text + "'");
    }
    return text;
  }

  private Optional<Recipient> recipient(Node node) {
    return Fields.of(source, node, Set.of("name", "jurisdiction"))
        .flatMap(ApprovalReader::recipient);
  }

  static Optional<Recipient> recipient(Fields fields) {
    var name = fields.one("name", Fields::text);
    var jurisdiction = fields.one("jurisdiction", Recipient::abroad);
    return name.flatMap(n -> jurisdiction.map(j -> new Recipient(n, j)));
  }

  private static long persons(String text) {
    if (!PERSONS.matcher(text).matches()) {
      throw new IllegalArgumentException("a number of persons, e.g. 50000, is expected here");
    }
    return Long.parseLong(text);
  }

  /** The approval may be used from the first day on and no more on the day named by 'to'. */
  private static Optional<Period> valid(Fields fields) {
    var from = fields.one("from", ApprovalReader::midnight);
    var to = fields.one("to", ApprovalReader::midnight);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      fields.problem("to", "'to' must be a later day than 'from'");
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), to.get()));
  }

  private static Instant midnight(String date) {
    return ChinaTime.midnight(Fields.day(date));
  }

  private static boolean isTooLong(ApprovalKind kind, Period valid, Fields fields) {
    Instant latest = kind.latestEnd(valid.from());
    boolean tooLong = valid.until().isAfter(latest);
    if (tooLong) {
      fields.problem("to", kind.clause() + " allows " + ChinaTime.day(latest) + " at the latest");
    }
    return tooLong;
  }
}
