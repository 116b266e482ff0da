package dev.breakwater.cli.installation;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Where the onshore side of an installation listens; kept in a file, so that a restart uses the
 * same ports and other commands find it.
 *
 * @param bootstrapServers addresses of Kafka
 * @param receiverPort UDP port of the receiver
 * @param page address of the status for programs
 * @param console address of the console
 */
public record Endpoints(String bootstrapServers, int receiverPort, URI page, URI console) {
  /** Returns the console's address on its own machine. */
  public static URI console(int port) {
    return URI.create("https://localhost:" + port + "/");
  }

  public void write(Path file) throws IOException {
    var properties = new Properties();
    properties.setProperty("kafka", bootstrapServers);
    properties.setProperty("receiver.port", Integer.toString(receiverPort));
    properties.setProperty("page", page.toString());
    properties.setProperty("console", console.toString());
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try (Writer out = Files.newBufferedWriter(draft)) {
      properties.store(out, "Written by 'breakwater cloud'");
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * @throws CommandFailedException if no onshore side ever ran on this data
   */
  public static Endpoints read(Path file) throws IOException, CommandFailedException {
    if (!Files.exists(file)) {
      throw new CommandFailedException(
          "No onshore side has run on this data (" + file + " is missing).",
          "Start 'breakwater demo' or 'breakwater cloud run', run 'breakwater cloud prepare', or"
              + " name another --data DIR.");
    }
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      return new Endpoints(
          properties.getProperty("kafka"),
          Integer.parseInt(properties.getProperty("receiver.port")),
          URI.create(properties.getProperty("page")),
          // A version before this one wrote none; port 0 is a free one.
          URI.create(properties.getProperty("console", console(0).toString())));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(file + " is damaged.", "Restart the onshore side.");
    }
  }
}
