package dev.breakwater.ingest.border;

import dev.breakwater.ingest.border.RowJudge.Circumstances;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first step of a release, inside one transaction of the book: every row is decided, every
 * person reserved, and the lines that leave are written down by their digests. What leaves is not
 * kept in clear: it is read again at the delivery.
 */
final class ReleaseDecision {
  private final Sql sql;
  private final BorderSettings settings;
  private final Surroundings with;

  private final MessageDigest digest = Digest.sha256();
  private final TreeSet<String> rules = new TreeSet<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Map<String, Long> categories = new TreeMap<>();
  private long rows;
  private long refused;
  private long bytes;

  ReleaseDecision(Sql sql, BorderSettings settings, Surroundings with) {
    this.sql = sql;
    this.settings = settings;
    this.with = with;
  }

  /**
   * @throws RefusedException if the release cannot be decided at all
   */
  void decide(FiledRequest filed, Permits permits, String number)
      throws IOException, RefusedException {
    Approval approval =
        permits
            .approval(number)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Auto Provisions Art. 12: there is no approval " + number,
                        "The compliance office has to sign one ('export approve')."));
    requireRecipient(filed.request(), permits, approval);
    Instant at = with.clock().instant();
    PolicyEngine policy = with.policies().at(at);
    String group = permits.group().name();
    var year = CountingYear.of(at);
    var ledger = PersonLedger.open(sql, year, group, number);
    var given =
        new Circumstances(
            permits, approval, filed.request(), at, policy, settings.order(), with.consents());
    var keys = new CountingKeys(settings.counting(with.random()), sql);
    var judge = new RowJudge(given, keys.of(year, group), ledger);
    long release = begin(filed, given);
    var cut = new RowCut(approval.fields());
    with.rows().each(filed.request(), item -> take(release, item, judge.judge(item), cut));
    requireLimits();
    finish(release, given, ledger);
  }

  private static void requireRecipient(ExportRequest request, Permits permits, Approval approval)
      throws RefusedException {
    boolean same =
        permits
            .recipient(request.recipient())
            .filter(each -> each.recipient().equals(approval.recipient()))
            .isPresent();
    if (!same) {
      throw new RefusedException(
          "Auto Provisions Art. 12, NDSMR Art. 38: approval %s is for %s, not for '%s'"
              .formatted(approval.number(), approval.recipient(), request.recipient()),
          "Name the approval of that recipient.");
    }
  }

  /** The row stands for the rest; its numbers come at the end of the same transaction. */
  private long begin(FiledRequest filed, Circumstances given) throws IOException {
    return sql.insert(
        "INSERT INTO releases (request, permits, approval, recipient, at, state, rows, refused,"
            + " general, sensitive, covered, digest, statement)"
            + " VALUES (?, ?, ?, ?, ?, 'DECIDED', 0, 0, 0, 0, 0, x'', x'')",
        filed.number(),
        given.permits().sequence(),
        given.approval().number(),
        given.request().recipient(),
        given.at().toEpochMilli());
  }

  private void take(long release, Item item, RowRuling ruling, RowCut cut) throws IOException {
    if (rows > Parcel.MAX_ROWS || bytes > Parcel.MAX_BYTES) {
      return;
    }
    rules.addAll(ruling.rules());
    if (!ruling.permitted()) {
      refused++;
      refusals.merge(ruling.reason(), 1L, Long::sum);
      return;
    }
    Bytes line = cut.line(item);
    byte[] lineDigest = Digest.of(line).value().toArray();
    digest.update(lineDigest);
    sql.run(
        "INSERT INTO lines VALUES (?, ?, ?, ?)", release, rows, item.id().toString(), lineDigest);
    sql.run(
        "INSERT INTO provided VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET rows = rows + 1",
        item.id().chain().vehicle().value(),
        item.purpose(),
        release);
    categories.merge(item.category(), 1L, Long::sum);
    rows++;
    bytes += line.length() + 1L;
  }

  private void requireLimits() throws RefusedException {
    if (rows > Parcel.MAX_ROWS || bytes > Parcel.MAX_BYTES) {
      throw new RefusedException(
          "the request has more than %d rows or %d MiB"
              .formatted(Parcel.MAX_ROWS, Parcel.MAX_BYTES >> 20),
          "File one for fewer vehicles or a shorter time.");
    }
  }

  private void finish(long release, Circumstances given, PersonLedger ledger) throws IOException {
    var total = new Digest(Bytes.of(digest.digest()));
    for (var each : refusals.entrySet()) {
      tally(release, "refused", each);
    }
    for (var each : categories.entrySet()) {
      tally(release, "category", each);
    }
    sql.run(
        "UPDATE releases SET state = ?, rows = ?, refused = ?, general = ?, sensitive = ?,"
            + " covered = ?, digest = ?, statement = ? WHERE number = ?",
        rows == 0 ? "REFUSED" : "DECIDED",
        rows,
        refused,
        ledger.volumes().general(),
        ledger.volumes().sensitive(),
        ledger.covered(),
        total.value().toArray(),
        statement(release, given, total).encode().toArray(),
        release);
  }

  private void tally(long release, String kind, Map.Entry<String, Long> each) throws IOException {
    sql.run(
        "INSERT INTO tallies VALUES (?, ?, ?, ?)", release, kind, each.getKey(), each.getValue());
  }

  private Statement statement(long release, Circumstances given, Digest total) throws IOException {
    return new Statement(
        Statement.newId(with.random()),
        "EXPORT",
        rows == 0 ? "REFUSED" : "RELEASED",
        rules.stream().limit(Statement.MAX_RULES).toList(),
        given.policy().pack().digest(),
        new Statement.About("release/" + release, total, "", 0, given.request().recipient()),
        with.log().key(),
        given.at().toEpochMilli());
  }
}
