package dev.breakwater.cli.onshore;

import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a process says how it is.
 *
 * @param host address of {@code /metrics} and {@code /health}
 * @param port TCP port; 0 for none
 */
public record WatchSection(String host, int port) {
  private static final Setting<String> HOST =
      Setting.of(
          "host", "127.0.0.1", "address of /metrics and /health; never a public one", text -> text);
  private static final Setting<Integer> PORT =
      Setting.of(
          "port", "0", "TCP port; 0: none; --health-port N goes before it", Quantities::port);

  public static final Section<WatchSection> SECTION =
      new Section<>(
          WatchSection.class,
          "health",
          "Where each process says how it is: counts and states only.",
          List.of(HOST, PORT),
          values -> new WatchSection(values.of(HOST), values.of(PORT)));

  public InetSocketAddress address(int chosenPort) {
    return new InetSocketAddress(host, chosenPort);
  }
}
