package dev.breakwater.ingest.reconcile;

import dev.breakwater.ingest.job.Reason;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives what is in quarantine to the job again, on the same way as what a car delivers: nobody can
 * let anything past a check, only ask for the check once more. The job takes each number once, so
 * what is given again and again is stored once. The row stays in quarantine. For one thread.
 */
public final class Readmission {
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "readmit";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What an earlier release did not know the schema of, this one may. */
  private static final Set<String> READABLE_SINCE =
      Stream.of("Item", "Segment", "SignedSegment")
          .map(record -> Reason.UNDECODABLE + ": " + record)
          .collect(Collectors.toUnmodifiableSet());

  private final OnshoreStore store;
  private final ItemCipher cipher;
  private final Statements statements;
  private final TopicWriter raw;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Who asks for it, and why; both are inside the commitment of the log's entry.
   *
   * @param operator name of a person
   * @param why printable ASCII without quote and backslash
   */
  public record Asked(String operator, String why) {
    /** What the log takes of both. */
    private static final int MAX_LENGTH = 250;

    /**
     * @throws IllegalArgumentException if the log cannot take them
     */
    public Asked {
      boolean plain =
          (operator + why).chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
      if (operator.isBlank()
          || why.isBlank()
          || !plain
          || operator.length() + why.length() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "operator and reason are needed, together at most %d characters of ASCII without quote and backslash"
                .formatted(MAX_LENGTH));
      }
    }
  }

  /**
   * @param raw writes to the topic raw
   * @param random names statements
   */
  public Readmission(
      OnshoreStore store,
      ItemCipher cipher,
      Statements statements,
      TopicWriter raw,
      InstantSource clock,
      RandomGenerator random) {
    this.store = store;
    this.cipher = cipher;
    this.statements = statements;
    this.raw = raw;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Gives a row to the job again. What the job says of it is in the store a moment later.
   *
   * @param digest of the row
   * @return index of the log's entry, which is there before the row is given
   * @throws NotReadmittedException if it can never be right, or is erased, stored or not there
   * @throws IOException if log, store or Kafka cannot be used; it may be asked for again
   */
  public long readmit(Digest digest, Asked asked)
      throws IOException, CorruptRowException, NotReadmittedException {
    Outcome row = quarantined(digest);
    requireMayBeRight(row);
    if (!rows(store.asDecided(), Part.ITEMS, digest).isEmpty()) {
      throw new NotReadmittedException(
          "what has the digest " + digest.hex() + " is stored", "Nothing is left to be done.");
    }
    Optional<Bytes> plain = cipher.open(row);
    if (plain.isEmpty()) {
      throw new NotReadmittedException(
          "the row " + digest.hex() + " is erased", "Nobody has its content any more.");
    }
    Delivered delivered = delivered(row, plain.get());
    long index = log(row, asked);
    raw.write(delivered.key(), delivered.record().encode().toArray());
    return index;
  }

  private record Delivered(String key, RawRecord record) {}

  private Outcome quarantined(Digest digest)
      throws IOException, CorruptRowException, NotReadmittedException {
    List<Outcome> decided = rows(store.asDecided(), Part.QUARANTINE, digest);
    if (!decided.isEmpty()) {
      return decided.get(0);
    }
    if (!rows(store, Part.QUARANTINE, digest).isEmpty()) {
      throw new NotReadmittedException(
          "the row " + digest.hex() + " is of a clip that a second look holds",
          "Look at the clip; 'cloud second-look --release' shows it again.");
    }
    throw new NotReadmittedException(
        "no quarantined row has the digest " + digest.hex(), "See 'quarantine list'.");
  }

  private static List<Outcome> rows(OnshoreStore store, Part part, Digest digest)
      throws IOException, CorruptRowException {
    List<Outcome> found = new ArrayList<>();
    store.each(Selection.digest(part, digest), found::add);
    return found;
  }

  private static void requireMayBeRight(Outcome row) throws NotReadmittedException {
    String name = row.reason().split(":", 2)[0];
    String never;
    try {
      never = READABLE_SINCE.contains(row.reason()) ? "" : never(Reason.valueOf(name));
    } catch (IllegalArgumentException e) {
      never = "its reason is one that this release does not know";
    }
    if (!never.isEmpty()) {
      throw new NotReadmittedException(
          "the row %s stays in quarantine (%s): %s".formatted(row.digest().hex(), name, never),
          "Look for the cause in the vehicle; what it delivers anew is checked as ever.");
    }
  }

  /** Returns why the check can never say anything else; empty if it can. */
  private static String never(Reason reason) {
    return switch (reason) {
      // The registry, or what goes before it in its chain, may have come since.
      case UNKNOWN_VEHICLE, NO_SEGMENT, CHAIN_BROKEN -> "";
      case UNDECODABLE -> "its number is decided, and its payload is no record";
      case UNOPENABLE -> "somebody changed it onshore";
      case WRONG_PEER -> "another vehicle delivered it than the one it names";
      case BAD_SEAL -> "nobody can say that its vehicle sealed it";
      case CHAIN_FORKED, DIGEST_MISMATCH -> "its vehicle sealed something else under its number";
      case CAPTURE_TIME, ATTESTATION, NO_MANIFEST, TOO_MANY_OPEN ->
          "its number is decided, and a number is decided once";
    };
  }

  private Delivered delivered(Outcome row, Bytes plain) throws IOException, NotReadmittedException {
    try {
      if (row.number() >= 0) {
        Item item = Item.decode(plain);
        return new Delivered(Topics.key(item.id().chain()), cipher.seal(item, plain));
      }
      return unread(row, plain);
    } catch (WireFormatException e) {
      throw new NotReadmittedException(
          "the row %s stays in quarantine: this release reads neither an item nor a segment in it"
              .formatted(row.digest().hex()),
          "If a newer release wrote it, ask again with that release.");
    }
  }

  /** What came from a vehicle that nobody knew was kept without being looked at. */
  private Delivered unread(Outcome row, Bytes plain) throws WireFormatException, IOException {
    VehicleRef peer = new VehicleRef(row.vehicle());
    try {
      Segment segment = Segment.decode(SignedSegment.decode(plain).manifest());
      return new Delivered(
          Topics.key(segment.chain()), RawRecord.plain(RawRecord.Kind.SEGMENT, peer, plain));
    } catch (WireFormatException noSegment) {
      Item item = Item.decode(plain);
      return new Delivered(Topics.key(item.id().chain()), cipher.seal(item, plain));
    }
  }

  private long log(Outcome row, Asked asked) throws IOException {
    cipher.keys().of(OWNER, PURPOSE);
    var about =
        new Statement.About(
            "quarantine/" + row.digest().hex(),
            row.digest(),
            "",
            0,
            asked.operator() + ": " + asked.why());
    var statement =
        new Statement(
            Statement.newId(random),
            "READMIT",
            "ASKED",
            List.of(),
            row.pack(),
            about,
            DataKeys.name(OWNER, PURPOSE),
            clock.millis());
    try {
      return statements.awaitLogged(statements.append(statement), LIMIT);
    } catch (NotLoggedException e) {
      throw new IOException("the log does not have it, so nothing was given: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before it was logged", e);
    }
  }
}
