package dev.breakwater.ingest.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.evidence.PackDraft;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.WrittenRows;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPapersTest {
  private static final Digest MODEL = Digest.of(bytes("a model"));
  private static final Bytes CARD = bytes("# What the model is");
  private static final Bytes NOTICE = bytes("{\"title\": \"What we process\"}");

  @TempDir private Path directory;
  private final NamedPapers named = new NamedPapers();
  private KeptPapers kept;

  @BeforeEach
  void open() {
    kept = new KeptPapers(directory.resolve("papers"));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PackDraft draft() {
    return new PackDraft(new Request("a question", "an auditor", "a purpose", 1));
  }

  private static Bytes item(String category, Bytes payload) {
    return item(category, 0, payload).encode();
  }

  private static Item item(String category, long consentEpoch, Bytes payload) {
    var chain = new ChainId(new VehicleRef("0123456789abcdef".repeat(2)), 1, Lane.BULK);
    var id = new ItemId(chain, consentEpoch);
    return new Item(id, category, "purpose", 1, null, consentEpoch, List.of(), payload);
  }

  private static Bytes clip() {
    var frame =
        new GateAttestation(
            0, 1, 0, 10, Digest.ZERO, List.of(MODEL), "day", GateAttestation.Check.NONE, 0, 0);
    var manifest =
        new ClipManifest(
            Digest.ZERO, "front", "video/mp4", 64, 36, 10, List.of(Digest.ZERO), List.of(frame));
    return item(ClipManifest.CATEGORY, manifest.encode());
  }

  private static Bytes consent() {
    return item(ConsentChange.CATEGORY, consent(1).encode());
  }

  private static ConsentChange consent(long epoch) {
    return new ConsentChange(
        epoch,
        "purpose",
        List.of("category"),
        ConsentChange.State.NO,
        ConsentChange.Period.NONE,
        1,
        0,
        Digest.of(NOTICE),
        "zh",
        "head-unit");
  }

  @Test
  void rows_nameTheirModelsAndNotices_whichComeIntoThePackAsTheyAreKept() throws Exception {
    kept.keepCard(MODEL, CARD);
    kept.keepNotice(NOTICE);
    named.add(clip());
    named.add(clip());
    named.add(consent());
    PackDraft draft = draft();

    assertThat(named.attachTo(draft, kept)).isEmpty();

    PackDraft byHand = draft();
    byHand.attach("models/" + MODEL.hex() + ".md", CARD);
    byHand.attach("notices/" + Digest.of(NOTICE).hex() + ".json", NOTICE);
    assertThat(draft.committed()).isEqualTo(byHand.committed());
    assertThat(draft.committed()).isNotEqualTo(draft().committed());
  }

  @Test
  void row_thatRestsOnAConsent_bringsTheNoticeOfIt_andAMissingOneIsTold() throws Exception {
    ItemCipher cipher = TestCiphers.on(directory.resolve("keys"));
    try (IcebergStore store = IcebergStore.open(directory.resolve("store"))) {
      Item consent = item(ConsentChange.CATEGORY, 0, consent(1).encode());
      Item row = item("driver.behaviour", 1, bytes("any payload"));
      new WrittenRows(store)
          .commit(
              Part.ITEMS,
              List.of(WrittenRows.encrypted(cipher, consent), WrittenRows.encrypted(cipher, row)));
      Outcome stored = store.find(row.id()).orElseThrow();
      named.add(cipher.open(stored).orElseThrow());

      assertThat(named.addNotices(store, cipher)).isEmpty();
      String notice = KeptPapers.notice(Digest.of(NOTICE));
      assertThat(named.attachTo(draft(), kept)).containsExactly(notice);
      kept.keepNotice(NOTICE);
      PackDraft draft = draft();
      assertThat(named.attachTo(draft, kept)).isEmpty();
      PackDraft byHand = draft();
      byHand.attach(notice, NOTICE);
      assertThat(draft.committed()).isEqualTo(byHand.committed());

      named.add(item("driver.behaviour", 7, bytes("any payload")).encode());
      assertThat(named.addNotices(store, cipher))
          .containsExactly("consent 7 of vehicle " + stored.vehicle());
    }
  }

  @Test
  void papers_thatNobodyKept_areTold() throws Exception {
    named.add(clip());
    named.add(consent());
    assertThat(named.attachTo(draft(), kept))
        .containsExactly(
            "models/" + MODEL.hex() + ".md", "notices/" + Digest.of(NOTICE).hex() + ".json");
  }

  @Test
  void rows_thatNameNothing_needNoPapers() throws Exception {
    named.add(bytes("no item at all"));
    named.add(item("vehicle.motion", bytes("any payload")));
    named.add(item(ClipManifest.CATEGORY, bytes("no manifest")));
    assertThat(named.attachTo(draft(), kept)).isEmpty();
  }

  @Test
  void card_keptAgain_isTheLaterOne() throws Exception {
    kept.keepCard(MODEL, bytes("a draft"));
    kept.keepCard(MODEL, CARD);
    assertThat(kept.find(KeptPapers.card(MODEL))).contains(CARD);
  }

  @Test
  void paper_thatIsTooLong_isRefused() throws Exception {
    kept.keepCard(MODEL, CARD);
    Path file = directory.resolve("papers/" + KeptPapers.card(MODEL));
    Files.write(file, new byte[KeptPapers.MAX_BYTES + 1]);
    assertThatThrownBy(() -> kept.find(KeptPapers.card(MODEL)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than");
  }
}
