package dev.breakwater.policy.bundle;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of a manifest or of a file of pinned keys. */
final class KeyRingReader {
  private static final Set<String> FIELDS = Set.of("key", "from", "to");

  private final Source source;
  private final SignatureScheme scheme;

  KeyRingReader(Source source, SignatureScheme scheme) {
    this.source = source;
    this.scheme = scheme;
  }

  Optional<KeyRing> ring(Node node) {
    int before = source.problems();
    List<SigningKey> keys = new ArrayList<>();
    for (Node each : source.elements(node, KeyRing.MAX_KEYS)) {
      Fields.of(source, each, FIELDS).flatMap(this::key).ifPresent(keys::add);
    }
    if (source.problems() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(new KeyRing(keys));
    } catch (IllegalArgumentException e) {
      source.problem(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<SigningKey> key(Fields fields) {
    var valid = PeriodReader.closed(fields);
    var text = fields.one("key", SigningKey::text);
    var algorithm = text.flatMap(known -> fields.one("key", scheme::algorithm));
    return valid.isEmpty() || text.isEmpty() || algorithm.isEmpty()
        ? Optional.empty()
        : Optional.of(new SigningKey(text.get(), algorithm.get(), valid.get()));
  }
}
