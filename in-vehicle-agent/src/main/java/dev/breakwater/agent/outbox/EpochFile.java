package dev.breakwater.agent.outbox;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An epoch counter in a small text file. */
public record EpochFile(Path file) implements EpochSource {
  @Override
  public long next() throws IOException {
    long next = Files.exists(file) ? read() + 1 : 1;
    DurableFile.replace(file, Bytes.of((next + "\n").getBytes(StandardCharsets.US_ASCII)));
    return next;
  }

  private long read() throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException e) {
      throw new IOException(file + ": not an epoch number", e);
    }
  }
}
