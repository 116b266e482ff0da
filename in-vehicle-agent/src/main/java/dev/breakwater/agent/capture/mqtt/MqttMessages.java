package dev.breakwater.agent.capture.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.agent.capture.TraceLine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads messages: the topic {@code vss/Vehicle/Speed} carries {@code Vehicle.Speed}, as the value
 * itself ({@code 12.3}) or in a JSON object ({@code {"value": 12.3}}).
 */
final class MqttMessages {
  /** The longest message that is looked at, bytes. */
  static final int MAX_BYTES = 4096;

  private static final Pattern LEVELS =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}(/[A-Za-z0-9_]{1,63}){0,15}");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String prefix;

  MqttMessages(String prefix) {
    this.prefix = prefix + "/";
  }

  /** Returns the sample in a message, or why there is none. */
  TraceLine read(long millis, String topic, byte[] payload) {
    String levels = topic.startsWith(prefix) ? topic.substring(prefix.length()) : "";
    if (!LEVELS.matcher(levels).matches()) {
      return new TraceLine.Unreadable("the topic names no signal");
    }
    if (payload.length > MAX_BYTES) {
      return new TraceLine.Unreadable("the message is too long");
    }
    try {
      return sample(millis, levels.replace('/', '.'), text(payload).strip());
    } catch (CharacterCodingException e) {
      return new TraceLine.Unreadable("the message is not UTF-8");
    } catch (JsonProcessingException e) {
      return new TraceLine.Unreadable("the message is not JSON");
    }
  }

  private static String text(byte[] payload) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
  }

  private static TraceLine sample(long millis, String path, String text)
      throws JsonProcessingException {
    if (!text.startsWith("{")) {
      return text.isEmpty()
          ? new TraceLine.Unreadable("the message is empty")
          : TraceLine.of(millis, path, text);
    }
    JsonNode value = JSON.readTree(text).path("value");
    return value.isValueNode()
        ? TraceLine.of(millis, path, value.asText())
        : new TraceLine.Unreadable("the message has no value");
  }
}
