package dev.breakwater.ingest.border;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.breakwater.policy.source.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The register as a table: one row for each release, one column for each fact, in this order. */
public final class RegisterTable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RegisterTable() {}

  /** Returns the rows; every row has the same columns. */
  public static List<Map<String, String>> rows(List<Provision> provisions) {
    return provisions.stream().map(RegisterTable::row).toList();
  }

  /** Returns the table as JSON: an object for each release, all values texts. */
  public static String json(List<Provision> provisions) {
    return jsonOf(rows(provisions));
  }

  /** Returns rows as JSON, also such as somebody added to. */
  public static String jsonOf(List<Map<String, String>> rows) {
    try {
      return JSON.writeValueAsString(rows) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  /** Returns the table as CSV with a header (RFC 4180); empty if there is no release. */
  public static String csv(List<Provision> provisions) {
    List<Map<String, String>> rows = rows(provisions);
    if (rows.isEmpty()) {
      return "";
    }
    return Stream.concat(Stream.of(rows.get(0).keySet()), rows.stream().map(row -> row.values()))
        .map(line -> line.stream().map(RegisterTable::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  private static Map<String, String> row(Provision each) {
    FiledRelease release = each.release();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("release", Long.toString(release.number()));
    row.put("state", Fields.nameOf(release.state()));
    row.put("at", release.at().toString());
    // C2: within what was assessed; C6: by recipient
    row.put("recipient", each.to().recipient().name());
    row.put("jurisdiction", each.to().recipient().jurisdiction());
    row.put("contact", each.to().contact());
    row.put("purpose", each.request().purpose());
    row.put("categories", tallies(release.categories()));
    row.put("fields", sorted(each.approval().fields().stream().map(Fields::nameOf).toList()));
    row.put("approval", each.approval().number());
    row.put("approval-kind", Fields.nameOf(each.approval().kind()));
    row.put("approval-until", each.approval().valid().until().toString());
    row.put("approval-cap", Long.toString(each.approval().persons()));
    row.put("rows", Long.toString(release.rows()));
    row.put("rows-refused", Long.toString(release.refused()));
    row.put("refused-because", tallies(release.refusals()));
    // C3: persons since 1 January, with this release
    row.put("persons-general", Long.toString(release.reached().general()));
    row.put("persons-sensitive", Long.toString(release.reached().sensitive()));
    row.put("persons-under-approval", Long.toString(release.reached().covered()));
    // C4, C5
    row.put("basis", Fields.nameOf(each.request().basis()));
    row.put("notice", each.request().notice());
    row.put("impact-assessment", each.request().impactAssessment());
    row.put("rules", String.join(" ", release.statement().rules()));
    row.put("pack", release.statement().pack().hex());
    row.put("digest", release.digest().hex());
    row.put("log-index", Objects.toString(release.progress().logged(), ""));
    row.put("delivered-at", Objects.toString(release.progress().deliveredAt(), ""));
    row.put("rows-erased-before", Long.toString(release.progress().erased()));
    row.put("receipt", release.progress().receipt());
    row.put("kept-until", each.keptUntil().toString());
    return row;
  }

  private static String tallies(Map<String, Long> tallies) {
    return new TreeMap<>(tallies)
        .entrySet().stream()
            .map(each -> each.getKey() + " (" + each.getValue() + ")")
            .collect(Collectors.joining("; "));
  }

  private static String sorted(List<String> words) {
    List<String> copy = new ArrayList<>(words);
    copy.sort(null);
    return String.join(" ", copy);
  }
}
