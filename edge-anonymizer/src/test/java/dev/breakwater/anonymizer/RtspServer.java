package dev.breakwater.anonymizer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GStreamer's RTSP server, from Debian, in a process of its own; tests are skipped without it. */
public final class RtspServer implements AutoCloseable {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/test/resources/rtsp/rtsp_server.py");
  private static final List<String> PARTS =
      List.of("girepository-1.0/GstRtspServer-1.0.typelib", "gstreamer-1.0/libgstisomp4.so");

  private final Process process;
  private final int port;

  private RtspServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Serves an MP4 file from its start for each client, at its own pace. */
  public static RtspServer of(Path mp4, String... userAndPassword) throws IOException {
    for (String part : PARTS) {
      assumeTrue(
          Files.exists(Path.of("/usr/lib/x86_64-linux-gnu").resolve(part)),
          "needs gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-good and python3-gi");
    }
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), SCRIPT.toString()));
    command.add(mp4.toString());
    command.addAll(List.of(userAndPassword));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the RTSP server did not start");
    }
    return new RtspServer(process, Integer.parseInt(port));
  }

  /** Returns the stream's address, with {@code login} (empty or {@code user:password@}) in it. */
  public String address(String login) {
    return "rtsp://" + login + "127.0.0.1:" + port + "/camera";
  }

  /** Ends the server as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
