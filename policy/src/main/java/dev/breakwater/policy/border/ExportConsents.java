package dev.breakwater.policy.border;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who gave separate consent to which export (PIPL Art. 39), as the compliance office answers for it
 * with a signature. Who took it back is not in the next paper. Immutable.
 *
 * @param sequence from 1, higher with each paper; 0 where there is none
 */
public record ExportConsents(long sequence, Map<ExportConsent.To, ExportConsent> consents) {
  /** Nobody consented. */
  public static final ExportConsents NONE = new ExportConsents(0, Map.of());

  static final int MAX_CONSENTS = 100_000;
  private static final Set<String> FIELDS =
      Set.of("subject", "recipient", "purpose", "notice", "from", "to");

  public ExportConsents {
    consents = Map.copyOf(consents);
  }

  /**
   * Reads a paper.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static ExportConsents load(Bytes yaml, String name) throws InvalidSourceException {
    var source = Source.read(yaml, name);
    Map<ExportConsent.To, ExportConsent> consents = new HashMap<>();
    Optional<Long> sequence =
        Fields.of(source, source.root(), Set.of("sequence", "consents"))
            .flatMap(
                file -> {
                  for (Node node : file.elements("consents", MAX_CONSENTS)) {
                    Fields.of(source, node, FIELDS)
                        .flatMap(ExportConsents::consent)
                        .ifPresent(each -> add(source, node, each, consents));
                  }
                  return file.one("sequence", Fields::sequence);
                });
    source.refuseIfBroken();
    return new ExportConsents(sequence.orElseThrow(IllegalStateException::new), consents);
  }

  private static void add(
      Source source, Node node, ExportConsent consent, Map<ExportConsent.To, ExportConsent> all) {
    if (all.putIfAbsent(consent.to(), consent) != null) {
      source.problem(node, "this consent is here twice");
    }
  }

  private static Optional<ExportConsent> consent(Fields fields) {
    var subject = fields.one("subject", Fields::id);
    var recipient = fields.one("recipient", Fields::id);
    var purpose = fields.one("purpose", Fields::id);
    var notice = fields.one("notice", text -> Digest.ofHex(text).hex());
    var from = fields.one("from", Instant::parse);
    var until = fields.one("to", Instant::parse);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      fields.problem("to", "'to' must be later than 'from'");
    }
    if (subject.isEmpty() || recipient.isEmpty() || purpose.isEmpty() || notice.isEmpty()) {
      return Optional.empty();
    }
    var to = new ExportConsent.To(subject.get(), recipient.get(), purpose.get(), notice.get());
    return from.flatMap(first -> until.map(end -> new ExportConsent(to, first, end)));
  }

  /** Asks whether a person agreed to just this, and it holds at an instant. */
  public boolean has(ExportConsent.To to, Instant at) {
    ExportConsent found = consents.get(to);
    return found != null && found.holdsAt(at);
  }
}
