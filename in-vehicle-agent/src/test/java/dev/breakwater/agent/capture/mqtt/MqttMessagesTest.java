package dev.breakwater.agent.capture.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.TraceLine;
import dev.breakwater.agent.capture.TraceLine.Sample;
import dev.breakwater.agent.capture.TraceLine.Unreadable;
import dev.breakwater.wire.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttMessagesTest {
  private final MqttMessages messages = new MqttMessages("vss");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.3 | 12.3",
        "{\"value\": 12.3, \"timestamp\": \"x\"} | 12.3",
        "{\"value\": true} | true",
        "{\"value\": \"left\"} | left",
        "left | left",
      })
  void message_plainOrJson_isASample(String payload, String value) {
    assertThat(read("vss/Vehicle/Speed", payload))
        .isEqualTo(new Sample(5, new Signal("Vehicle.Speed", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "{\"value\": {}}", "{\"value\": 1} {}"})
  void message_withoutAValue_isUnreadable(String payload) {
    assertThat(read("vss/Vehicle/Speed", payload)).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vss", "vss/", "other/Vehicle/Speed", "vss/Vehicle//Speed", "vss/Vehicle.Speed"})
  void topic_thatNamesNoSignal_isUnreadable(String topic) {
    assertThat(read(topic, "1")).isEqualTo(new Unreadable("the topic names no signal"));
  }

  @Test
  void message_overTheLimit_isUnreadable() {
    assertThat(read("vss/Vehicle/Speed", " ".repeat(MqttMessages.MAX_BYTES) + "1"))
        .isEqualTo(new Unreadable("the message is too long"));
    assertThat(messages.read(5, "vss/Vehicle/Speed", new byte[] {(byte) 0xff}))
        .isEqualTo(new Unreadable("the message is not UTF-8"));
  }

  private TraceLine read(String topic, String payload) {
    return messages.read(5, topic, payload.getBytes(UTF_8));
  }
}
