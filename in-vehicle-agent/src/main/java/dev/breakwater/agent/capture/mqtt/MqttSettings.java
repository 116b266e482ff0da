package dev.breakwater.agent.capture.mqtt;

import java.util.regex.Pattern;

/**
 * Which broker gives which signals.
 *
 * @param prefix of the topics: {@code vss} is followed by {@code /Vehicle/Speed}
 */
public record MqttSettings(InVehicleAddress broker, String prefix) {
  /** The prefix unless somebody says otherwise. */
  public static final String DEFAULT_PREFIX = "vss";

  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9_.-]{1,64}(/[A-Za-z0-9_.-]{1,64}){0,7}");

  /**
   * @throws IllegalArgumentException if {@code prefix} is none
   */
  public MqttSettings {
    requirePrefix(prefix);
  }

  /**
   * Returns a prefix as it is.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String requirePrefix(String text) {
    if (!PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException("a topic without wildcards, e.g. vss, is expected here");
    }
    return text;
  }

  /** Returns the filter of the topics. */
  String topics() {
    return prefix + "/#";
  }
}
