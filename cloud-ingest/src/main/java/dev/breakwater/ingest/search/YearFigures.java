package dev.breakwater.ingest.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.audit.checkpoint.Checkpoint;
import java.io.IOException;

/** A year's decisions, counted over the log as it is: evidence of the annual report. */
public final class YearFigures {
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private YearFigures() {}

  /**
   * Returns the figures as JSON.
   *
   * @param year in China's time
   * @param index complete for the log of {@code checkpoint}
   */
  public static String of(int year, SearchIndex index, Checkpoint checkpoint) throws IOException {
    ObjectNode figures = JSON.createObjectNode();
    figures.put("version", VERSION).put("year", year);
    figures.put("vehicles", index.vehicles(year, checkpoint.size()));
    figures
        .putObject("log")
        .put("origin", checkpoint.origin())
        .put("size", checkpoint.size())
        .put("root", checkpoint.root().hex());
    ArrayNode entries = figures.putArray("entries");
    for (SearchIndex.Count each : index.counts(year, checkpoint.size())) {
      entries
          .addObject()
          .put("month", each.month())
          .put("stage", each.stage())
          .put("decision", each.decision())
          .put("category", each.category())
          .put("entries", each.entries());
    }
    return text(figures);
  }

  private static String text(ObjectNode figures) {
    try {
      return JSON.writeValueAsString(figures) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
