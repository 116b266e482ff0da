package dev.breakwater.ingest.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Searches a log with outcomes and statements in it, as an operator does. */
public final class SearchOfALog implements AutoCloseable {
  private static final String VEHICLE = "0123456789abcdef".repeat(2);

  private final String bootstrapServers;
  private final ItemCipher cipher;
  private final LogSource log;
  private final PolicyFile policy;
  private final SearchIndex index;

  public SearchOfALog(
      String bootstrapServers, ItemCipher cipher, LogSource log, PolicyFile policy, Path file)
      throws IOException {
    this.bootstrapServers = bootstrapServers;
    this.cipher = cipher;
    this.log = log;
    this.policy = policy;
    this.index = SearchIndex.open(file);
  }

  private static Question question(String vehicle, String recipient, Set<String> rules) {
    return new Question(
        Optional.of(vehicle).filter(text -> !text.isEmpty()),
        Optional.of(Instant.parse("2023-11-14T00:00:00Z")),
        Optional.of(Instant.parse("2023-11-15T00:00:00Z")),
        Optional.empty(),
        Optional.of(rules).filter(ids -> !ids.isEmpty()),
        Optional.of(recipient).filter(text -> !text.isEmpty()));
  }

  private List<Search.Hit> find(Question question) throws Exception {
    return new Search(index, new Prover(log, policy)).find(question);
  }

  /** Who searched is in the log before there are hits, and each hit is proven. */
  public void assertIsLogged(Statements statements) throws Exception {
    Question asked = question("", "recipient-1", Set.of());
    var searches =
        new LoggedSearch(statements, cipher.keys(), InstantSource.system(), new SecureRandom());
    long place = searches.log("auditor-1", asked, index);
    assertThat(new Indexing(index, cipher, log, policy).update(bootstrapServers))
        .isEqualTo(place + 1);
    for (Search.Hit hit : find(asked)) {
      assertThat(TlogProof.parse(hit.proof().encode()).verify(policy).size()).isEqualTo(place + 1);
    }
    assertThat(find(asked))
        .extracting(hit -> hit.entry().stage())
        .containsExactly("EXPORT", "EXPORT");
    Question who =
        new Question(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("PERMITTED"),
            Optional.empty(),
            Optional.of("auditor-1"));
    assertThat(find(who)).extracting(hit -> hit.entry().index()).containsExactly(place);
  }

  /**
   * All outcomes are found by what they are about, again after a rebuild; what a destroyed key
   * opened is forgotten.
   *
   * @param outcomes in the log
   * @param key of the statements to {@code recipient-1}
   */
  public void assertFindsAndForgets(int outcomes, String key) throws Exception {
    var indexing = new Indexing(index, cipher, log, policy);
    indexing.update(bootstrapServers);
    long before = index.size();
    assertThat(index.find(question(VEHICLE, "", Set.of("rule")), outcomes + 1)).hasSize(outcomes);
    assertThat(find(question(VEHICLE, "", Set.of("no-rule")))).isEmpty();
    assertThat(find(question("ff".repeat(16), "", Set.of()))).isEmpty();

    indexing.rebuild(new EmptyStore(), bootstrapServers);
    assertThat(index.size()).isEqualTo(before);

    cipher.keys().destroy(key);
    indexing.update(bootstrapServers);
    List<Search.Hit> erased = find(question("", "recipient-1", Set.of()));
    assertThat(erased).hasSize(2).allMatch(hit -> hit.entry().erased());
    assertThat(erased).allMatch(hit -> hit.entry().item().isEmpty());
  }

  /**
   * An index that nobody updates by command becomes complete, while others have it open.
   *
   * @param file where there is none yet
   */
  public void assertIsKeptUpToDate(Path file) throws Exception {
    long size = new Prover(log, policy).size();
    SearchIndex own = SearchIndex.open(file);
    var indexing = new Indexing(own, cipher, log, policy);
    try (var upkeep = IndexUpkeep.start(own, indexing, bootstrapServers, Duration.ofMillis(50));
        SearchIndex seen = SearchIndex.open(file)) {
      assertThat(upkeep.every()).isLessThan(IndexUpkeep.INTERVAL);
      Instant limit = Instant.now().plus(Duration.ofMinutes(2));
      while (seen.complete() < size && Instant.now().isBefore(limit)) {
        Thread.sleep(50);
      }
      assertThat(seen.complete()).isEqualTo(size);
      assertThat(seen.size()).isEqualTo(index.size());
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  /** Kafka alone has everything here. */
  private static final class EmptyStore implements OnshoreStore {
    @Override
    public long count(Part part) {
      return 0;
    }

    @Override
    public void each(Selection selection, Consumer<Outcome> row) {}

    @Override
    public void close() {}
  }
}
