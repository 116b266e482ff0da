package dev.breakwater.anonymizer.evaluate.baseline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.anonymizer.evaluate.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rates of an evaluation that was kept as a file, by what they are rates of. */
final class Baseline {
  static final long MAX_FILE_BYTES = 256L << 20;

  private final Path file;
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /**
   * A rate.
   *
   * @param wanted whether more of it is better
   */
  record Figure(Rate rate, boolean wanted) {
    /** Returns the end of the interval that must not move the wrong way. */
    double bound() {
      return wanted ? rate.lower() : rate.upper();
    }
  }

  private Baseline(Path file) {
    this.file = file;
  }

  /**
   * Reads what {@link EvaluationJson} wrote. Only counts are taken; bounds are computed anew.
   *
   * @throws BaselineRejectedException if it is something else
   */
  static Map<String, Figure> read(Path file) throws IOException, BaselineRejectedException {
    var baseline = new Baseline(file);
    baseline.take(baseline.document());
    return baseline.figures;
  }

  private JsonNode document() throws IOException, BaselineRejectedException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new BaselineRejectedException(file, "is too large for an evaluation");
    }
    JsonNode document;
    try {
      document = new ObjectMapper().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new BaselineRejectedException(file, "is no JSON");
    }
    if (document.path("version").asInt() != EvaluationJson.VERSION
        || !document.path("standard").asText().equals(EvaluationJson.STANDARD)) {
      throw new BaselineRejectedException(
          file, "is no evaluation of version " + EvaluationJson.VERSION);
    }
    return document;
  }

  private void take(JsonNode document) throws BaselineRejectedException {
    if (document.path("classes").isEmpty()) {
      throw new BaselineRejectedException(file, "holds no rate");
    }
    for (JsonNode score : document.path("classes")) {
      take(text(score, "class"), score);
    }
    for (JsonNode bucket : document.path("buckets")) {
      take(text(bucket, "class") + ", " + text(bucket, "by") + " " + text(bucket, "name"), bucket);
    }
    for (JsonNode track : document.path("tracks")) {
      put(text(track, "class") + ": leaked tracks", track.path("leaked"), false);
    }
  }

  private void take(String name, JsonNode rates) throws BaselineRejectedException {
    put(name + ": detection", rates.path("detection"), true);
    put(name + ": false detection", rates.path("false_detection"), false);
  }

  private void put(String name, JsonNode counts, boolean wanted) throws BaselineRejectedException {
    JsonNode hits = counts.path("hits");
    JsonNode all = counts.path("all");
    if (!hits.canConvertToLong() || !all.canConvertToLong()) {
      throw new BaselineRejectedException(file, "has no counts of " + name);
    }
    try {
      var rate = new Rate(hits.asLong(), all.asLong());
      if (!rate.isEmpty()) {
        figures.put(name, new Figure(rate, wanted));
      }
    } catch (IllegalArgumentException e) {
      throw new BaselineRejectedException(file, "has impossible counts of " + name);
    }
  }

  private String text(JsonNode node, String member) throws BaselineRejectedException {
    if (!node.path(member).isTextual()) {
      throw new BaselineRejectedException(file, "a rate has no " + member);
    }
    return node.path(member).asText();
  }
}
