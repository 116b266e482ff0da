package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ItemId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is written to a newer file so that an older one can be deleted. */
final class Moving {
  private Moving() {}

  /** Returns the records that say the same of {@code entries} as their old file does. */
  static List<LogRecord> records(List<IndexEntry> entries) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    for (IndexEntry entry : entries) {
      records.add(new LogRecord.Kept(entry.announced, entry.file.readSegment(entry.signed)));
      for (ItemId id : entry.pending()) {
        records.add(new LogRecord.Body(id.number(), new Stored(entry, id.number())));
      }
      entry.givenUp(
          Integer.MAX_VALUE, (id, reason) -> records.add(new LogRecord.GivenUp(id, reason)));
    }
    return records;
  }

  /** An item that is read from its old file when it is written to the new one. */
  private record Stored(IndexEntry entry, long number) implements SealedItem {
    private static final int BODY_BYTES = 1 + Long.BYTES;

    @Override
    public int length() {
      return location().length() - FileKey.TAG_BYTES - BODY_BYTES;
    }

    @Override
    public Bytes read() throws IOException {
      return entry.file.readItem(location());
    }

    @Override
    public Kind kind() {
      return entry.kind(number);
    }

    private Location location() {
      return entry.body(number).orElseThrow();
    }
  }
}
