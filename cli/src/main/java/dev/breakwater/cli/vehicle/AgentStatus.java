package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.egress.Sent;
import dev.breakwater.agent.outbox.Backlog;
import dev.breakwater.agent.uplink.UplinkProgress;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;

/**
 * How the agent is: counts and states, nothing of what the car saw or where it was.
 *
 * @param certificateEnds when the vehicle's certificate ends
 */
public record AgentStatus(
    UplinkProgress uplink, Sent sent, Backlog backlog, Instant certificateEnds) {
  /** What is said where nothing is wrong. */
  public static final String OK = "ok";

  /** Returns {@link #OK}, or what the car waits for; a tunnel is nothing wrong. */
  public String health() {
    return uplink.trouble().isEmpty() ? OK : "waiting: " + uplink.trouble();
  }

  /** Returns all counts in the text format of Prometheus, version 0.0.4. */
  public String metrics() {
    var text = new StringBuilder();
    counter(text, "uplink_segments_acknowledged", uplink.segments());
    counter(text, "uplink_items_acknowledged", uplink.items());
    counter(text, "uplink_bytes_acknowledged", uplink.bytes());
    counter(text, "uplink_refusals", uplink.refusals());
    counter(text, "uplink_connections", uplink.connections());
    counter(text, "uplink_messages", sent.messages());
    counter(text, "uplink_message_bytes", sent.messageBytes());
    type(text, "sent_items_total", "counter");
    new TreeMap<>(sent.categories())
        .forEach(
            (category, volume) ->
                line(text, "sent_items_total{category=\"" + category + "\"}", volume.items()));
    gauge(text, "uplink_waiting", uplink.trouble().isEmpty() ? 0 : 1);
    gauge(text, "outbox_items", backlog.items());
    gauge(text, "outbox_bytes", backlog.bytes());
    gauge(text, "certificate_end_seconds", certificateEnds.getEpochSecond());
    return text.toString();
  }

  private static void counter(StringBuilder text, String name, long value) {
    type(text, name + "_total", "counter");
    line(text, name + "_total", value);
  }

  private static void gauge(StringBuilder text, String name, long value) {
    type(text, name, "gauge");
    line(text, name, value);
  }

  private static void type(StringBuilder text, String name, String type) {
    text.append("# TYPE breakwater_").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append("breakwater_").append(name);
    text.append(String.format(Locale.ROOT, " %d%n", value));
  }
}
