package dev.breakwater.ingest.onshore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store with its catalog on a real server, by the file that an operator writes. */
@Tag("soak")
final class PostgresCatalogTest {
  private static final int COMMITS = 8;

  @TempDir private Path root;

  @Test
  void store_withItsCatalogOnPostgres_isWrittenErasedFromAndReadByAnotherProcess()
      throws Exception {
    var programs = PostgresServer.programs();
    assumeTrue(programs.isPresent(), "skipped: PostgreSQL is not installed");
    try (var server = PostgresServer.start(programs.orElseThrow())) {
      Path directory = Files.createDirectories(root.resolve("store"));
      Files.writeString(
          directory.resolve(CatalogSettings.FILE),
          "type=jdbc\nuri=%s\nwarehouse=%s\njdbc.user=breakwater\njdbc.password=none\n"
              .formatted(server.address(), root.resolve("tables").toUri()));
      Set<String> kept = new HashSet<>();
      try (var store = IcebergStore.open(directory)) {
        var rows = new WrittenRows(store);
        for (int i = 0; i < COMMITS; i++) {
          Outcome one = rows.row("a", WrittenRows.NOW, "", Bytes.of(new byte[] {(byte) i}));
          Outcome other = rows.row("b", WrittenRows.NOW, "gone", Bytes.EMPTY);
          kept.add(one.item());
          rows.commit(Part.ITEMS, List.of(one, other));
        }
        assertThat(store.erase(Set.of("gone"))).isEqualTo(COMMITS);
      }
      try (var again = IcebergStore.open(directory)) {
        List<String> found = new ArrayList<>();
        again.each(Selection.all(Part.ITEMS), row -> found.add(row.item()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(kept);
      }
      try (var reader =
          ChildJvm.start(
              ReadingMain.class,
              root.resolve("reader.log"),
              server.address(),
              root.resolve("tables").toUri().toString())) {
        assertThat(reader.told()).isEqualTo(COMMITS + " rows, " + COMMITS + " whole");
      }
    }
  }
}
