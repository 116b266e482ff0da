package dev.breakwater.console.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.ingest.search.Clauses;
import dev.breakwater.ingest.search.IndexedEntry;
import dev.breakwater.ingest.search.Indexing;
import dev.breakwater.ingest.search.LoggedSearch;
import dev.breakwater.ingest.search.Question;
import dev.breakwater.ingest.search.Search;
import dev.breakwater.ingest.search.SearchIndex;
import dev.breakwater.ingest.search.WrongIndexException;
import dev.breakwater.ingest.search.YearFigures;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Searches the private index; the log has who searched before anything is looked up. One search at
 * a time: the index is a file, and brought up to date first.
 */
final class Searching {
  /** The most hits that a page gets; who needs more asks a narrower question. */
  static final int MAX_SHOWN = 200;

  /** Longest text of a question's part. */
  static final int MAX_TEXT = 200;

  private final Archive archive;
  private final InstantSource clock;
  private final SecureRandom random;

  Searching(Archive archive, InstantSource clock, SecureRandom random) {
    this.archive = archive;
    this.clock = clock;
    this.random = random;
  }

  /**
   * An entry that answers.
   *
   * @param proof a C2SP tlog-proof, which the server has verified and the page verifies again
   */
  record Hit(
      long index,
      String stage,
      String decision,
      List<String> rules,
      String hour,
      String vehicle,
      String item,
      String category,
      String recipient,
      boolean erased,
      String proof) {
    static Hit of(Search.Hit hit) {
      IndexedEntry entry = hit.entry();
      return new Hit(
          entry.index(),
          entry.stage(),
          entry.decision(),
          entry.rules(),
          entry.hour().toString(),
          entry.vehicle(),
          entry.item(),
          entry.category(),
          entry.recipient(),
          entry.erased(),
          new String(hit.proof().encode().toArray(), StandardCharsets.UTF_8));
    }
  }

  /**
   * What was found.
   *
   * @param logged entry of the log that says who searched
   * @param complete entries from this one on may be missing
   * @param more whether there are hits that are not shown
   */
  record Found(long logged, long complete, boolean more, List<Hit> hits) {}

  /**
   * Logs the search, then does it.
   *
   * @param who searches
   * @throws IllegalArgumentException if the question has another form
   * @throws NotLoggedException if the log did not take it; nothing is shown then
   */
  synchronized Found search(JsonNode form, String who)
      throws IOException,
          NotLoggedException,
          NoteException,
          InvalidProofException,
          WrongIndexException,
          InterruptedException {
    Question question = question(form);
    try (var index = SearchIndex.open(archive.searchIndex())) {
      var searches = new LoggedSearch(archive.statements(), archive.cipher().keys(), clock, random);
      long logged = searches.log(who, question, index);
      long complete = indexing(index).update(archive.kafka());
      var prover = new Prover(archive.log(), archive.policy());
      List<Search.Hit> hits = new Search(index, prover).find(question);
      return new Found(
          logged,
          complete,
          hits.size() > MAX_SHOWN,
          hits.stream().limit(MAX_SHOWN).map(Hit::of).toList());
    }
  }

  /**
   * Counts a year's decisions over the log as it is.
   *
   * @return JSON, as 'report figures' writes it; empty if the index does not have every entry yet
   */
  synchronized Optional<String> figures(int year) throws IOException, NoteException {
    try (var index = SearchIndex.open(archive.searchIndex())) {
      Checkpoint checkpoint = archive.policy().accept(LogHead.note(archive));
      long complete = indexing(index).update(archive.kafka());
      return complete < checkpoint.size()
          ? Optional.empty()
          : Optional.of(YearFigures.of(year, index, checkpoint));
    }
  }

  private Indexing indexing(SearchIndex index) throws IOException {
    return new Indexing(index, archive.cipher(), archive.log(), archive.policy());
  }

  private Question question(JsonNode form) {
    return new Question(
        given(form, "vehicle").map(text -> new VehicleRef(text).value()),
        given(form, "from").map(text -> ChinaTime.midnight(day(text))),
        given(form, "to").map(text -> ChinaTime.midnight(day(text).plusDays(1))),
        given(form, "decision").map(word -> word.toUpperCase(Locale.ROOT)),
        given(form, "clause").map(this::rules),
        given(form, "recipient"));
  }

  private static Optional<String> given(JsonNode form, String field) {
    String text = form.path(field).asText("").strip();
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(field + ": at most " + MAX_TEXT + " characters");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no day, e.g. 2026-11-27", e);
    }
  }

  private Set<String> rules(String clause) {
    List<PolicyPack> packs = new ArrayList<>();
    PolicyPack.builtInIds().forEach(id -> packs.add(PolicyPack.builtIn(id)));
    archive.policies().newest().ifPresent(bundle -> packs.add(bundle.engine().pack()));
    Set<String> rules = Clauses.rules(clause, packs);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no rule has the clause '" + clause + "'");
    }
    return rules;
  }

  /** Returns the first instant of a day in China, empty if none was given. */
  static Optional<Instant> start(JsonNode form, String field) {
    return given(form, field).map(text -> ChinaTime.midnight(day(text)));
  }
}
