package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The store with its catalog on a REST server that runs already: written, erased from, and read by
 * another process. Arguments: address of the server, directory of the tables.
 */
final class RestStore {
  private static final int COMMITS = 8;

  private RestStore() {}

  /** Another process. Argument: directory of the store. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) throws Exception {
      Set<String> found = new TreeSet<>();
      try (var store = IcebergStore.open(Path.of(args[0]))) {
        store.each(Selection.all(Part.ITEMS), row -> found.add(row.item()));
      }
      ChildJvm.ready(String.join(" ", found));
    }
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("rest-store");
    Files.writeString(
        directory.resolve(CatalogSettings.FILE),
        "type=rest\nuri=%s\nwarehouse=%s\n".formatted(args[0], Path.of(args[1]).toUri()));
    Set<String> kept = new TreeSet<>();
    long erased;
    try (var store = IcebergStore.open(directory)) {
      var rows = new WrittenRows(store);
      for (int i = 0; i < COMMITS; i++) {
        Outcome one = rows.row("a", WrittenRows.NOW, "", Bytes.of(new byte[] {(byte) i}));
        kept.add(one.item());
        Outcome other = rows.row("b", WrittenRows.NOW, "gone", Bytes.EMPTY);
        rows.commit(Part.ITEMS, List.of(one, other));
      }
      erased = store.erase(Set.of("gone"));
    }
    try (var reader =
        ChildJvm.start(Reader.class, directory.resolve("log"), directory.toString())) {
      boolean same = reader.told().equals(String.join(" ", kept));
      System.out.printf(
          "%s: %d commits of 2 rows, %d rows erased, another process reads %d rows, %s%n",
          args[0],
          COMMITS,
          erased,
          reader.told().split(" ", -1).length,
          same ? "the right ones" : "WRONG ONES");
      System.exit(same && erased == COMMITS ? 0 : 1);
    }
  }
}
