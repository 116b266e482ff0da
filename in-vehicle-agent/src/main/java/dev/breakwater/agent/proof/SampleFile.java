package dev.breakwater.agent.proof;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.agent.proof.Unlogged.Incident;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The sample on disk, a line for each item and each incident; what it says is in the outbox of the
 * receiver too.
 */
record SampleFile(Path file) {
  /** The first release knew no incidents, and no number behind its name. */
  private static final String FIRST_VERSION = "sample-1";

  private static final String VERSION = "sample-2";
  private static final String INCIDENT = "incident ";
  private static final long MAX_BYTES = 64 << 10;

  /**
   * What the file holds.
   *
   * @param raised the highest number that an incident ever got; 0 for none
   */
  record Content(long raised, List<SampledItem> items, List<Incident> incidents) {
    static final Content EMPTY = new Content(0, List.of(), List.of());

    Content {
      items = List.copyOf(items);
      incidents = List.copyOf(incidents);
    }
  }

  /** Returns what was written last; nothing if there is no file. */
  Content read() throws IOException {
    if (!Files.exists(file)) {
      return Content.EMPTY;
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    try {
      return content(lines);
    } catch (IllegalArgumentException | WireFormatException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  private Content content(List<String> lines) throws IOException, WireFormatException {
    String head = lines.isEmpty() ? "" : lines.get(0);
    if (!head.equals(FIRST_VERSION) && !head.startsWith(VERSION + " ")) {
      throw new IOException(file + " is not a sample of this version");
    }
    List<SampledItem> items = new ArrayList<>();
    List<Incident> incidents = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(INCIDENT)) {
        incidents.add(incident(line));
      } else {
        items.add(SampledItem.parse(line));
      }
    }
    long raised =
        head.equals(FIRST_VERSION) ? 0 : Long.parseLong(head.substring(VERSION.length() + 1));
    return new Content(raised, items, incidents);
  }

  private static Incident incident(String line) throws WireFormatException {
    String[] fields = line.split(" ", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("an incident has a number and a record");
    }
    Bytes record = Bytes.of(HexFormat.of().parseHex(fields[2]));
    return new Incident(Long.parseLong(fields[1]), UnloggedItem.decode(record));
  }

  /** Writes the whole sample; a crash leaves the one before or this one. */
  void write(Content content) throws IOException {
    var text = new StringBuilder(VERSION + " " + content.raised() + "\n");
    content.items().forEach(item -> text.append(item.line()).append('\n'));
    for (Incident incident : content.incidents()) {
      String record = HexFormat.of().formatHex(incident.item().encode().toArray());
      text.append(INCIDENT).append(incident.number()).append(' ').append(record).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    DurableFile.replace(file, Bytes.of(bytes));
  }
}
