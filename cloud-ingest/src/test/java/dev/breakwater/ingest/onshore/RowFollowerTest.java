package dev.breakwater.ingest.onshore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is read as it grows, and as rows are taken out of it. */
@SuppressWarnings("NullAway.Init") // JUnit sets the directory and calls open
final class RowFollowerTest {
  private static final String SPEED = "vehicle.motion.speed";
  private static final String TOLD = "control.stayed";
  private static final Bytes PAYLOAD = Bytes.of("payload".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path root;
  private IcebergStore store;
  private WrittenRows rows;
  private RowFollower follower;
  private final Seen seen = new Seen();

  private static final class Seen implements RowFollower.Reader {
    final List<Outcome> rows = new ArrayList<>();
    int begun;

    @Override
    public void again() {
      begun++;
      rows.clear();
    }

    @Override
    public void take(Outcome row) {
      rows.add(row);
    }
  }

  @BeforeEach
  void open() throws Exception {
    store = IcebergStore.open(root);
    rows = new WrittenRows(store);
    follower = new RowFollower(store, Part.ITEMS, Set.of(TOLD));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private Outcome row(String category, String key) {
    return rows.row(category, WrittenRows.NOW, key, PAYLOAD);
  }

  @Test
  void follower_tableGrows_givesEachRowOnce() throws Exception {
    assertThat(follower.read(seen)).isFalse();
    rows.commit(Part.ITEMS, List.of(row(SPEED, "a"), row(SPEED, "a")));
    assertThat(follower.read(seen)).isTrue();
    assertThat(follower.read(seen)).isFalse();
    rows.commit(Part.ITEMS, List.of(row(SPEED, "a")));
    rows.commit(Part.ITEMS, List.of(row(SPEED, "a")));
    assertThat(follower.read(seen)).isTrue();
    assertThat(seen.begun).isEqualTo(1);
    assertThat(seen.rows).extracting(Outcome::number).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
  }

  @Test
  void follower_otherCategoriesThanAsked_comeWithoutTheirBodies() throws Exception {
    Outcome told = row(TOLD, "");
    Outcome speed = row(SPEED, "a");
    rows.commit(Part.ITEMS, List.of(told, speed));
    follower.read(seen);
    assertThat(seen.rows).contains(told);
    assertThat(seen.rows)
        .filteredOn(row -> row.category().equals(SPEED))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.body()).isEqualTo(Bytes.EMPTY);
              assertThat(row.digest()).isEqualTo(speed.digest());
              assertThat(row.appendedAtMillis()).isEqualTo(speed.appendedAtMillis());
            });
  }

  @Test
  void follower_rowsAreErased_beginsAgainWithWhatIsLeft() throws Exception {
    rows.commit(Part.ITEMS, List.of(row(SPEED, "gone"), row(SPEED, "left")));
    follower.read(seen);
    store.erase(Set.of("gone"));
    rows.commit(Part.ITEMS, List.of(row(SPEED, "left")));
    assertThat(follower.read(seen)).isTrue();
    assertThat(seen.begun).isEqualTo(2);
    assertThat(seen.rows).extracting(Outcome::number).containsExactlyInAnyOrder(1L, 2L);
    assertThat(seen.rows).hasSize((int) store.count(Part.ITEMS));
  }

  @Test
  void selection_sinceAnInstant_leavesOutWhatTheBrokerTookBefore() throws Exception {
    Instant later = WrittenRows.NOW.plusSeconds(60);
    rows.commit(Part.ITEMS, List.of(row(SPEED, "a"), rows.row(SPEED, later, "a", PAYLOAD)));
    List<Outcome> found = new ArrayList<>();
    store.each(Selection.all(Part.ITEMS).since(later), found::add);
    assertThat(found).extracting(Outcome::number).containsExactly(1L);
  }
}
