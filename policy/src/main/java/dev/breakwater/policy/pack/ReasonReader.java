package dev.breakwater.policy.pack;

import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import java.util.Optional;
import java.util.Set;

/** Reads a reason in its three languages. */
public final class ReasonReader {
  private static final Set<String> LANGUAGES = Set.of("zh", "en", "ja");

  private ReasonReader() {}

  /** Returns the reason, empty if something in it is missing or wrong, which the source knows. */
  public static Optional<Reason> read(Source source, Node node) {
    return Fields.of(source, node, LANGUAGES).flatMap(ReasonReader::read);
  }

  private static Optional<Reason> read(Fields languages) {
    var zh = languages.one("zh", Fields::text);
    var en = languages.one("en", Fields::text);
    var ja = languages.one("ja", Fields::text);
    return zh.isEmpty() || en.isEmpty() || ja.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason(zh.get(), en.get(), ja.get()));
  }
}
