package dev.breakwater.ingest.border;

import dev.breakwater.ingest.border.ExportRequest.LegalBasis;
import dev.breakwater.policy.border.Passage;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.VehicleRef;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the YAML form of a request; every problem of the file is found in one pass. */
final class ExportRequestReader {
  static final int MAX_CATEGORIES = 100;
  static final int MAX_VEHICLES = 10_000;
  private static final Pattern NOTICE = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> FIELDS =
      Set.of(
          "recipient",
          "purpose",
          "categories",
          "vehicles",
          "from",
          "to",
          "basis",
          "notice",
          "impact-assessment",
          "passage");

  private ExportRequestReader() {}

  static ExportRequest read(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Optional<ExportRequest> request =
        Fields.of(source, source.root(), FIELDS).flatMap(fields -> request(source, fields));
    source.refuseIfBroken();
    return request.orElseThrow(() -> new IllegalStateException("none, and no problem named"));
  }

  private static Optional<ExportRequest> request(Source source, Fields file) {
    var recipient = file.one("recipient", Fields::id);
    var purpose = file.one("purpose", Fields::id);
    Set<String> categories = file.some("categories", MAX_CATEGORIES, ExportRequestReader::category);
    Set<String> vehicles = file.any("vehicles", MAX_VEHICLES, text -> new VehicleRef(text).value());
    var from = file.one("from", Instant::parse);
    var until = file.one("to", Instant::parse);
    var basis = file.one("basis", text -> Fields.named(LegalBasis.class, text));
    String notice = optional(source, file, "notice");
    String assessment = optional(source, file, "impact-assessment");
    var passage =
        file.given("passage").isEmpty()
            ? Optional.of(Passage.SENT_ABROAD)
            : file.one("passage", ExportRequestReader::passage);
    checkWindow(file, from, until);
    if (Stream.of(recipient, purpose, from, until, basis, passage).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new ExportRequest(
            recipient.get(),
            purpose.get(),
            categories,
            vehicles,
            from.get(),
            until.get(),
            basis.get(),
            notice,
            assessment,
            passage.get()));
  }

  private static void checkWindow(Fields file, Optional<Instant> from, Optional<Instant> until) {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      file.problem("to", "'to' must be later than 'from'");
    }
  }

  private static String optional(Source source, Fields file, String field) {
    return file.given(field)
        .flatMap(
            node ->
                source.scalar(
                    node, field.equals("notice") ? ExportRequestReader::notice : Fields::text))
        .orElse("");
  }

  private static String category(String text) {
    if (new CategoryPattern(text).text().endsWith("*")) {
      throw new IllegalArgumentException("a category, not a pattern, is expected here");
    }
    return text;
  }

  private static String notice(String text) {
    if (!NOTICE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the digest of a notice, 64 hexadecimal digits, is expected here");
    }
    return text;
  }

  private static Passage passage(String text) {
    Passage passage = Fields.named(Passage.class, text);
    if (passage == Passage.STAYS_ONSHORE) {
      throw new IllegalArgumentException("what stays onshore needs no request");
    }
    return passage;
  }
}
