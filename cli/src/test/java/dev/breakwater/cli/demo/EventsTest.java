package dev.breakwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsTest {
  @Test
  void line_withAnEvent_isRemembered() {
    var events = new Events();
    events.line(
        "2026-11-23T10:00:00.000 level=INFO logger=Agent event=progress frames=12 fps=30.1");
    events.line("something else");
    assertThat(events.has("progress")).isTrue();
    assertThat(events.value("progress", "frames")).isEqualTo("12");
    assertThat(events.value("progress", "plates")).isEqualTo("0");
    assertThat(events.value("status", "stored")).isEqualTo("0");
  }
}
