package dev.breakwater.agent.reset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a reset erased.
 *
 * @param startedMillis wall clock, Unix milliseconds
 * @param finishedMillis 0 while it is not done
 * @param erased what was there when it started
 */
public record ResetProof(long startedMillis, long finishedMillis, List<Place> erased) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file or directory in the agent's home. */
  public record Place(String name, long files, long bytes) {}

  public ResetProof {
    erased = List.copyOf(erased);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a proof is numbers and names", e);
    }
  }

  /**
   * @throws IOException if the text is no proof
   */
  public static ResetProof ofJson(String line) throws IOException {
    return JSON.readValue(line, ResetProof.class);
  }
}
