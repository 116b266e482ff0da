package dev.breakwater.ingest.border;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.ingest.sqlite.Sql;
import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parcel of a decided release: reads its rows again, cuts them the same way, and takes
 * only what has the digest that was decided and logged. A row that is not there any more was
 * erased.
 */
final class ParcelPacking {
  private final ObjectMapper json = new ObjectMapper();
  private final Sql sql;
  private final Rows rows;

  ParcelPacking(Sql sql, Rows rows) {
    this.sql = sql;
    this.rows = rows;
  }

  private record Line(String item, Digest digest) {}

  Parcel pack(FiledRelease release, ExportRequest request, Permits permits) throws IOException {
    Approval approval =
        permits.approval(release.approval()).orElseThrow(IllegalStateException::new);
    List<Line> lines =
        sql.all(
            "SELECT item, digest FROM lines WHERE release = ? ORDER BY ordinal",
            row -> new Line(row.getString(1), new Digest(Bytes.of(row.getBytes(2)))),
            release.number());
    Map<String, Integer> ordinals = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      ordinals.put(lines.get(i).item(), i);
    }
    var cut = new RowCut(approval.fields());
    var found = new @Nullable Bytes[lines.size()];
    rows.each(
        request,
        item -> {
          Integer ordinal = ordinals.get(item.id().toString());
          if (ordinal != null) {
            found[ordinal] = same(cut.line(item), lines.get(ordinal));
          }
        });
    return parcel(release, header(release, request, approval), lines, found);
  }

  private static Bytes same(Bytes cut, Line decided) throws IOException {
    if (!Digest.of(cut).equals(decided.digest())) {
      throw new IOException("row " + decided.item() + " is not what was decided");
    }
    return cut;
  }

  private Parcel parcel(
      FiledRelease release, Bytes header, List<Line> lines, @Nullable Bytes[] found) {
    var body = new ByteArrayOutputStream();
    add(body, header);
    long erased = 0;
    for (int i = 0; i < lines.size(); i++) {
      Bytes line = found[i];
      if (line == null) {
        erased++;
        String text = "{\"erased\":\"" + lines.get(i).digest().hex() + "\"}";
        line = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
      }
      add(body, line);
    }
    return new Parcel(
        release.idempotencyKey(), release.digest(), erased, Bytes.of(body.toByteArray()));
  }

  private static void add(ByteArrayOutputStream body, Bytes line) {
    body.writeBytes(line.toArray());
    body.write('\n');
  }

  /** The conditions under which the recipient gets it, and by what it recognizes it. */
  private Bytes header(FiledRelease release, ExportRequest request, Approval approval) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("release", release.number());
    header.put("id", release.statement().id());
    header.put("recipient", approval.recipient().toString());
    header.put("purpose", request.purpose());
    header.put("approval", approval.number());
    header.put("fields", approval.fields().stream().map(Fields::nameOf).sorted().toList());
    header.put("notice", request.notice());
    header.put("released-at", release.at().toString());
    header.put("rows", release.rows());
    header.put("digest", release.digest().hex());
    header.put("log-index", release.progress().logged());
    try {
      return Bytes.of(json.writeValueAsBytes(header));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts can be written", e);
    }
  }
}
