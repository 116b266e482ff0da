package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.reconcile.NotReadmittedException;
import dev.breakwater.ingest.reconcile.Readmission;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what failed a check, opens a row, has it checked once more. */
final class QuarantineDesk {
  /** Bytes of a row that are shown. */
  static final int SHOWN_BYTES = 256;

  /** Rows of the list. */
  static final int LISTED = 200;

  private final FleetSources sources;
  private final FleetView view;
  private final OpenedRows rows;
  private final EvidenceReads reads;

  QuarantineDesk(FleetSources sources, FleetView view, OpenedRows rows, EvidenceReads reads) {
    this.sources = sources;
    this.view = view;
    this.rows = rows;
    this.reads = reads;
  }

  /**
   * A quarantined row.
   *
   * @param reason a word; {@code row.reason} says more
   * @param clause where the law asks for the check
   */
  record Line(RowLabel row, String reason, String clause) {
    static Line of(RowLabel row) {
      String reason = Reasons.name(row.reason());
      return new Line(row, reason, Reasons.clause(reason));
    }
  }

  /**
   * The list.
   *
   * @param rows of the table
   * @param held items of clips that a second look holds; they have rows among the stored ones
   */
  record Lines(long rows, long held, Map<String, Long> reasons, List<Line> lines) {}

  /**
   * A row that was opened.
   *
   * @param bytes of what the vehicle delivered; -1 if it is erased
   * @param start its first bytes, hexadecimal
   */
  record Opened(Line line, long bytes, String start) {}

  /** What the log says of a release. */
  record Released(long index) {}

  /** Answers with the newest rows; {@code reason} of the query narrows them. */
  Answer list(Call call) throws IOException {
    String reason = call.query().getOrDefault("reason", "");
    long held = HeldClips.of(sources.store()).items().size();
    Map<String, Long> reasons = view.fleet().quarantine();
    return new Answer.Json(
        view.read(
            tallies ->
                new Lines(
                    tallies.quarantine().rows(),
                    held,
                    reasons,
                    tallies.quarantine().newest().stream()
                        .map(Line::of)
                        .filter(line -> reason.isEmpty() || line.reason().equals(reason))
                        .limit(LISTED)
                        .toList())));
  }

  /** Answers with the rows of one digest, once the log has who opened them. */
  Answer open(Call call) throws IOException {
    Optional<Digest> digest = Asked.digest(call, "digest");
    List<Outcome> found = digest.isEmpty() ? List.of() : rows.quarantined(digest.get());
    if (digest.isEmpty() || found.isEmpty()) {
      return Asked.notFound("row");
    }
    reads.log(call.user(), "quarantine/" + digest.get().hex(), digest.get());
    List<Opened> opened = new ArrayList<>();
    for (Outcome row : found) {
      Optional<Bytes> plain = rows.plain(row);
      opened.add(opened(row, plain));
    }
    return new Answer.Json(opened);
  }

  private static Opened opened(Outcome row, Optional<Bytes> plain) {
    Line line = Line.of(RowLabel.of(row));
    if (plain.isEmpty()) {
      return new Opened(line, -1, "");
    }
    Bytes start = plain.get().slice(0, Math.min(SHOWN_BYTES, plain.get().length()));
    return new Opened(line, plain.get().length(), HexFormat.of().formatHex(start.toArray()));
  }

  /** Has a row checked once more; the log has who asked, and why, before. */
  Answer release(Call call) throws IOException {
    Optional<Digest> digest = Asked.digest(call, "digest");
    if (digest.isEmpty()) {
      return Asked.notFound("row");
    }
    Readmission.Asked asked;
    try {
      String why = call.body().path("reason").asText("");
      asked = new Readmission.Asked(EvidenceReads.named(call.user()), why);
    } catch (IllegalArgumentException e) {
      return new Answer.Problem(400, "reason-unusable", String.valueOf(e.getMessage()));
    }
    return release(digest.get(), asked);
  }

  private Answer release(Digest digest, Readmission.Asked asked) throws IOException {
    var surroundings = sources.surroundings();
    try (var store = IcebergStore.open(sources.store());
        var raw = new TopicWriter(sources.bootstrapServers(), Topics.RAW)) {
      var readmission =
          new Readmission(
              store,
              sources.cipher(),
              sources.statements(),
              raw,
              surroundings.clock(),
              surroundings.random());
      return new Answer.Json(new Released(readmission.readmit(digest, asked)));
    } catch (NotReadmittedException e) {
      return new Answer.Problem(409, "not-readmitted", String.valueOf(e.getMessage()));
    } catch (CorruptRowException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
