package dev.breakwater.policy.border;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the YAML form of permits; every problem of the file is found in one pass. */
final class PermitsReader {
  private static final int MAX_RECIPIENTS = 1000;
  private static final int MAX_PINS = 16;
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "https://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?/[!-~]{0,500}");
  private static final Set<String> FIELDS =
      Set.of(
          "sequence", "exporter", "critical-operator", "zone", "groups", "recipients", "approvals");

  private final Source source;
  private final Set<String> ids = new HashSet<>();

  private PermitsReader(Source source) {
    this.source = source;
  }

  static Permits read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Optional<Permits> permits =
        Fields.of(source, source.root(), FIELDS).flatMap(new PermitsReader(source)::permits);
    source.refuseIfBroken();
    return permits.orElseThrow(() -> new IllegalStateException("none, and no problem named"));
  }

  private Optional<Permits> permits(Fields file) {
    // Where the groups are wrong, what speaks of them cannot be told.
    return GroupReader.read(source, file).flatMap(groups -> permits(file, groups));
  }

  private Optional<Permits> permits(Fields file, ExporterGroups groups) {
    var sequence = file.one("sequence", Fields::sequence);
    var exporter = file.one("exporter", text -> member(text, groups));
    var critical = file.one("critical-operator", Fields::truth);
    var zone = file.one("zone", text -> Fields.named(FreeTradeZone.class, text));
    List<Consignee> recipients =
        file.elements("recipients", MAX_RECIPIENTS).stream()
            .flatMap(node -> recipient(node).stream())
            .toList();
    List<Approval> approvals = ApprovalReader.read(source, file, groups.names());
    if (sequence.isEmpty() || exporter.isEmpty() || critical.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Permits(
            sequence.get(),
            exporter.get(),
            critical.get(),
            zone.get(),
            groups,
            recipients,
            approvals));
  }

  private Optional<Consignee> recipient(Node node) {
    return Fields.of(
            source, node, Set.of("id", "name", "jurisdiction", "endpoint", "pins", "contact"))
        .flatMap(this::recipient);
  }

  private Optional<Consignee> recipient(Fields fields) {
    var id = fields.one("id", this::id);
    var recipient = ApprovalReader.recipient(fields);
    var endpoint = fields.one("endpoint", PermitsReader::endpoint);
    Set<Digest> pins = fields.some("pins", MAX_PINS, Fields::certificatePin);
    var contact = fields.one("contact", Fields::text);
    if (id.isEmpty() || recipient.isEmpty() || endpoint.isEmpty() || contact.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Consignee(id.get(), recipient.get(), endpoint.get(), pins, contact.get()));
  }

  private String id(String text) {
    if (!ids.add(Fields.id(text))) {
      throw new IllegalArgumentException("the recipient '" + text + "' is here twice");
    }
    return text;
  }

  private static String member(String text, ExporterGroups groups) {
    if (groups.of(text).isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is a member of no group");
    }
    return text;
  }

  private static String endpoint(String text) {
    if (!ENDPOINT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an address as https://host.example/path, in lower case, is expected here");
    }
    return text;
  }
}
