package dev.breakwater.agent.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines {@code {"t": 1200, "path": "Vehicle.Speed", "value": "12.3"}}, {@code t} in milliseconds
 * since the start.
 */
final class JsonLines implements LineReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Override
  public List<TraceLine> read(byte[] line) {
    try {
      return List.of(sample(JSON.readTree(new String(line, StandardCharsets.UTF_8))));
    } catch (JsonProcessingException e) {
      return List.of(new TraceLine.Unreadable("the line is not JSON"));
    }
  }

  private static TraceLine sample(JsonNode node) {
    JsonNode millis = node.path("t");
    JsonNode path = node.path("path");
    JsonNode value = node.path("value");
    if (!millis.canConvertToLong() || !path.isTextual() || !value.isValueNode()) {
      return new TraceLine.Unreadable("the line is not a sample");
    }
    return TraceLine.of(millis.longValue(), path.textValue(), value.asText());
  }
}
