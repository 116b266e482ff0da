package dev.breakwater.cli.demo;

import dev.breakwater.cli.installation.DataLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts the two sides as processes of their own, each with the memory it needs. */
final class Processes {
  private static final List<String> CLOUD_JVM =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final List<String> AGENT_JVM = List.of("-Xmx192m", "-XX:+UseSerialGC");

  private final DataLayout data;
  private final Consumer<String> listener;

  /**
   * @param listener is called with every line that a process prints
   */
  Processes(DataLayout data, Consumer<String> listener) {
    this.data = data;
    this.listener = listener;
  }

  /** Starts the onshore side. */
  Child cloud(int port, int console) throws IOException {
    return start(
        "cloud",
        CLOUD_JVM,
        List.of("--port", Integer.toString(port), "--console", Integer.toString(console)));
  }

  /** Starts the car on one drive. */
  Child agent(DriveFiles drive) throws IOException {
    return start(
        "agent",
        AGENT_JVM,
        List.of("--video", drive.camera().toString(), "--trace", drive.trace().toString()));
  }

  private Child start(String name, List<String> jvm, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(name, "run", "--data", data.root().toString()));
    command.addAll(options);
    return Child.start(name, jvm, command, data.logs().resolve(name + ".log"), listener);
  }
}
