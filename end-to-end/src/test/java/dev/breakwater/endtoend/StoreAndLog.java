package dev.breakwater.endtoend;

import dev.breakwater.audit.auditor.LogSource;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.layout.EntryBundle;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.audit.layout.Tile;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.stream.CommittedTopic;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** What the tables, the statements and the files of the log say, read without the console. */
final class StoreAndLog {
  private final DataLayout data;
  private final ItemCipher cipher;

  StoreAndLog(DataLayout data) {
    this.data = data;
    this.cipher = DataCipher.of(data, new SecureRandom());
  }

  List<Outcome> rows(Part part) throws Exception {
    List<Outcome> rows = new ArrayList<>();
    try (var store = IcebergStore.open(data.onshore().store())) {
      store.asDecided().each(Selection.all(part), rows::add);
    }
    return rows;
  }

  /** Returns the opened items of a category, whatever vehicle they are of. */
  List<Item> items(String category) throws Exception {
    List<Item> items = new ArrayList<>();
    for (Outcome row : rows(Part.ITEMS)) {
      if (row.category().equals(category)) {
        items.add(Item.decode(cipher.open(row).orElseThrow()));
      }
    }
    return items;
  }

  /** Returns the opened items of a category that one vehicle sent. */
  List<Item> items(String category, String vehicle) throws Exception {
    return items(category).stream()
        .filter(item -> item.id().chain().vehicle().value().equals(vehicle))
        .toList();
  }

  /** Returns who did what, as the topic of the statements has it. */
  List<String> statements(String stage) throws Exception {
    List<String> readings = new ArrayList<>();
    String kafka = Endpoints.read(data.endpoints()).bootstrapServers();
    try (var topic = CommittedTopic.open(kafka, Topics.STATEMENTS)) {
      while (!topic.isAtEnd()) {
        for (var record : topic.next()) {
          Statement statement = Statement.decode(Bytes.of(record.value()));
          if (statement.stage().equals(stage)) {
            readings.add(statement.about().recipient() + " " + statement.about().item());
          }
        }
      }
    }
    return readings;
  }

  /** Returns every entry of the log, from its tiles. */
  List<LeafContent> leaves() throws Exception {
    LogSource log = LogSource.of(data.onshore().log().toString());
    Bytes note = log.read("checkpoint", SignedNote.MAX_BYTES).orElseThrow();
    String text = new String(note.toArray(), StandardCharsets.UTF_8);
    long size = Long.parseLong(text.split("\n", 3)[1]);
    List<LeafContent> leaves = new ArrayList<>();
    for (long index = 0; index * Tile.FULL < size; index++) {
      leaves.addAll(bundle(log, Tile.at(Tile.ENTRIES, index, size)));
    }
    return leaves;
  }

  private static List<LeafContent> bundle(LogSource log, Tile tile) throws Exception {
    List<LeafContent> leaves = new ArrayList<>();
    Bytes file = log.read(tile.path(), EntryBundle.MAX_BYTES).orElseThrow(IOException::new);
    for (Bytes entry : EntryBundle.decode(file, tile.width())) {
      leaves.add(Leaf.decode(entry).content());
    }
    return leaves;
  }
}
