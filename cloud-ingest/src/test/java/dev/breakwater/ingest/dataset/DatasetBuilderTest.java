package dev.breakwater.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.WrittenRows;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetBuilderTest {
  private static final PolicyEngine POLICY = PolicyEngine.compile(PolicyPack.cnAuto());
  private static final long PLACE = 17;

  @TempDir private Path root;
  private IcebergStore store;
  private ItemCipher cipher;
  private final SealingCar car = new SealingCar(1, WrittenRows.NOW.toEpochMilli());
  private final SealingCar other = new SealingCar(2, WrittenRows.NOW.toEpochMilli());

  @BeforeEach
  void open() throws IOException {
    store = IcebergStore.open(root.resolve("store"));
    cipher = TestCiphers.on(root.resolve("keys"));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private String store(SealingCar.Clip clip, List<Item> items) throws Exception {
    List<Outcome> rows = new ArrayList<>();
    for (Item item : items) {
      rows.add(WrittenRows.encrypted(cipher, item));
    }
    new WrittenRows(store).commit(Part.ITEMS, rows);
    return Digest.of(clip.file()).hex();
  }

  private final List<String> builds = new ArrayList<>();
  private boolean logFails;

  private DatasetManifest build(String purpose, DatasetBuilder.LogIndexes log) throws Exception {
    return new DatasetBuilder(
            new ClipReader(store, cipher),
            POLICY,
            log,
            (name, rules, pack) -> {
              if (logFails) {
                throw new IOException("the log is not there");
              }
              builds.add(name + " " + rules);
            })
        .build(purpose, root.resolve("set"), WrittenRows.NOW);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("set"))) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("PIPL Art. 15: what a person took back is in no later build")
  void rebuild_afterAClipWasErased_takesItOutAndSaysSo() throws Exception {
    SealingCar.Clip kept = car.clip(1000);
    SealingCar.Clip erased = other.clip(2000);
    String keptId = store(kept, kept.items());
    String erasedId = store(erased, erased.items());
    DatasetManifest first = build(SealingCar.PURPOSE, clip -> OptionalLong.of(PLACE));
    assertThat(first.clips())
        .extracting(DatasetManifest.Entry::clip)
        .containsExactlyInAnyOrder(keptId, erasedId);
    assertThat(first.clips()).extracting(DatasetManifest.Entry::logIndex).containsOnly(PLACE);
    assertThat(files()).hasSize(3);

    store.erase(Set.of(cipher.sealed(erased.items().get(0), erased.items().get(0).encode()).key()));
    DatasetManifest second = build(SealingCar.PURPOSE, clip -> OptionalLong.of(PLACE));

    assertThat(second.withdrawn()).isEqualTo(1);
    assertThat(second.clips()).extracting(DatasetManifest.Entry::clip).containsExactly(keptId);
    assertThat(files())
        .containsExactly(
            Stream.of(keptId + ".mp4", "manifest.json").sorted().toArray(String[]::new));
    assertThat(Files.readAllBytes(root.resolve("set").resolve(keptId + ".mp4")))
        .isEqualTo(kept.file().toArray());
    assertThat(build(SealingCar.PURPOSE, clip -> OptionalLong.of(PLACE)).withdrawn()).isEqualTo(1);
  }

  @Test
  void build_thatTheLogDoesNotHave_writesNothing() throws Exception {
    SealingCar.Clip clip = car.clip(1000);
    store(clip, clip.items());
    logFails = true;
    assertThatThrownBy(() -> build(SealingCar.PURPOSE, each -> OptionalLong.of(PLACE)))
        .hasMessage("the log is not there");
    assertThat(files()).isEmpty();
    logFails = false;
    build(SealingCar.PURPOSE, each -> OptionalLong.of(PLACE));
    assertThat(builds).hasSize(1).allMatch(each -> each.startsWith(SealingCar.PURPOSE + " ["));
  }

  @Test
  void clips_thatAreIncompleteOrNotProven_stayOut() throws Exception {
    SealingCar.Clip clip = car.clip(1000);
    store(clip, clip.items().subList(0, 1));
    assertThat(build(SealingCar.PURPOSE, each -> OptionalLong.of(PLACE)).incomplete()).isEqualTo(1);
    store(clip, clip.items().subList(1, 2));
    assertThat(build(SealingCar.PURPOSE, each -> OptionalLong.empty()).incomplete()).isEqualTo(1);
    assertThat(files()).containsExactly("manifest.json");
  }

  @Test
  void folder_ofAnotherPurpose_isNotTouched() throws Exception {
    build(SealingCar.PURPOSE, each -> OptionalLong.of(PLACE));
    assertThatThrownBy(() -> build("model.training", each -> OptionalLong.of(PLACE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another folder");
  }
}
