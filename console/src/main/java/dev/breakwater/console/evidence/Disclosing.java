package dev.breakwater.console.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.evidence.Answers;
import dev.breakwater.ingest.evidence.EvidenceMaker;
import dev.breakwater.ingest.evidence.KeptPapers;
import dev.breakwater.ingest.evidence.Stamps;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes disclosure bundles. Each is in the log before anybody has it; without an entry there is no
 * bundle. One at a time: each reads the log to find its entries.
 */
final class Disclosing {
  private static final String OWNER = "onshore";
  private static final String PURPOSE = "disclose";
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 2);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final Archive archive;
  private final InstantSource clock;
  private final SecureRandom random;

  Disclosing(Archive archive, InstantSource clock, SecureRandom random) {
    this.archive = archive;
    this.clock = clock;
    this.random = random;
  }

  /** What a bundle is about. */
  enum Kind {
    ITEM,
    VEHICLE,
    CLIP,
    RECIPIENT
  }

  /**
   * What is asked for.
   *
   * @param about item, vehicle, clip or recipient
   * @param from first day of capture, of a vehicle
   * @param until first day after
   * @param payload whether the items themselves are disclosed too
   */
  record Asked(Kind kind, String about, LocalDate from, LocalDate until, boolean payload) {
    /**
     * @throws IllegalArgumentException if it has another form
     */
    static Asked of(JsonNode form) {
      String kind = form.path("kind").asText("");
      return new Asked(
          switch (kind) {
            case "item" -> Kind.ITEM;
            case "vehicle" -> Kind.VEHICLE;
            case "clip" -> Kind.CLIP;
            case "recipient" -> Kind.RECIPIENT;
            default -> throw new IllegalArgumentException("'" + kind + "' is no kind of bundle");
          },
          form.path("about").asText("").strip(),
          day(form, "from", FIRST),
          day(form, "until", LAST),
          form.path("payload").asBoolean(false));
    }

    private static LocalDate day(JsonNode form, String field, LocalDate otherwise) {
      String text = form.path(field).asText("");
      return text.isEmpty() ? otherwise : Searching.day(text);
    }

    /** Returns the question in the words of the command line. */
    String question() {
      return switch (kind) {
        case ITEM -> "item " + about;
        case VEHICLE -> "vehicle " + about + ", from " + from + " until " + until;
        case CLIP -> "clip " + about;
        case RECIPIENT -> "exports to " + about;
      };
    }
  }

  /** A bundle; there is none if nothing answers. */
  record Bundle(Bytes zip, int entries) {}

  /**
   * Makes a bundle.
   *
   * @param auditor who gets it
   * @param purpose why; the log commits to both
   * @throws IllegalArgumentException if a text has a form that no bundle has
   */
  synchronized Bundle disclose(Asked asked, String auditor, String purpose)
      throws IOException,
          CorruptRowException,
          NotProvenException,
          NoteException,
          InvalidProofException,
          NotLoggedException,
          InterruptedException {
    var request = new Request(asked.question(), auditor, purpose, clock.instant().toEpochMilli());
    try (IcebergStore store = IcebergStore.open(archive.onshore().store())) {
      EvidenceMaker maker = maker(request, store);
      if (asked.kind() == Kind.RECIPIENT) {
        addExports(maker, asked.about());
      } else {
        for (Outcome row : rows(store, asked)) {
          maker.add(row, asked.payload());
        }
      }
      if (maker.entries() == 0) {
        return new Bundle(Bytes.EMPTY, 0);
      }
      maker.addPolicies(
          PolicyPack.builtInIds().stream().map(PolicyPack::builtInText).toList(),
          Answers.bundles(archive.kafka()));
      maker.addPapers(new KeptPapers(archive.onshore().papers()), store, archive.cipher());
      archive.cipher().keys().of(OWNER, PURPOSE);
      return new Bundle(maker.finish(DataKeys.name(OWNER, PURPOSE), random), maker.entries());
    }
  }

  private EvidenceMaker maker(Request request, IcebergStore store) throws IOException {
    var trail = new Trail(store, archive.cipher(), archive.log(), archive.policy());
    var kept = new StampedCheckpoints(archive.onshore().timestamps());
    Stamps stamps = Stamps.read(kept, archive.log(), archive.policy());
    return new EvidenceMaker(request, trail, archive.statements(), stamps);
  }

  private List<Outcome> rows(IcebergStore store, Asked asked)
      throws IOException, CorruptRowException {
    return switch (asked.kind()) {
      case ITEM -> store.find(ItemId.parse(asked.about())).stream().toList();
      case VEHICLE ->
          Answers.ofVehicle(
              store,
              archive.cipher(),
              new VehicleRef(asked.about()),
              ChinaTime.midnight(asked.from()),
              ChinaTime.midnight(asked.until()));
      case CLIP -> Answers.ofClip(store, archive.cipher(), Digest.ofHex(asked.about()));
      case RECIPIENT -> List.of();
    };
  }

  private void addExports(EvidenceMaker maker, String recipient) throws IOException {
    Map<String, Statement> exports = new LinkedHashMap<>();
    Register.statementsTo(archive.border(), recipient)
        .forEach(each -> exports.put(each.id(), each));
    // What another border stated, too, as long as Kafka has it.
    Answers.exportsTo(archive.kafka(), recipient).forEach(each -> exports.put(each.id(), each));
    for (Statement export : exports.values()) {
      maker.add(export);
    }
  }
}
