package dev.breakwater.agent.proof;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The sample on disk, a line for each item; what it says is in the outbox of the receiver too. */
record SampleFile(Path file) {
  private static final String VERSION = "sample-1";
  private static final long MAX_BYTES = 64 << 10;

  /** Returns what was written last; nothing if there is no file. */
  List<SampledItem> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
      throw new IOException(file + " is not a sample of this version");
    }
    try {
      return lines.stream().skip(1).map(SampledItem::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** Writes the whole sample; a crash leaves the one before or this one. */
  void write(Collection<SampledItem> items) throws IOException {
    String text =
        VERSION + items.stream().map(item -> "\n" + item.line()).collect(Collectors.joining());
    DurableFile.replace(file, Bytes.of((text + "\n").getBytes(StandardCharsets.US_ASCII)));
  }
}
