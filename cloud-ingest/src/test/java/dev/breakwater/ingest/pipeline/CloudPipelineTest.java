package dev.breakwater.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.evidence.PackVerifier;
import dev.breakwater.audit.evidence.Request;
import dev.breakwater.audit.evidence.VerifiedPack;
import dev.breakwater.audit.timestamp.LocalTimeAuthority;
import dev.breakwater.audit.timestamp.StampedCheckpoints;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.ingest.evidence.Answers;
import dev.breakwater.ingest.evidence.EvidenceMaker;
import dev.breakwater.ingest.evidence.Stamps;
import dev.breakwater.ingest.job.AdmissionJob;
import dev.breakwater.ingest.job.Reason;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.HeldClips;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.reconcile.NotReadmittedException;
import dev.breakwater.ingest.reconcile.Readmission;
import dev.breakwater.ingest.residual.Dismissal;
import dev.breakwater.ingest.residual.ResidualCheck;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.ingest.trail.TimeAuthorities;
import dev.breakwater.ingest.trail.Timestamping;
import dev.breakwater.ingest.trail.Trail;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Kafka, real Flink, real Iceberg; one broker for the whole story, since starts are slow. */
final class CloudPipelineTest {
  private final SealingCar car = new SealingCar(1, System.currentTimeMillis());
  private final SealingCar late = new SealingCar(2, System.currentTimeMillis());
  private final SealingCar stranger = new SealingCar(3, System.currentTimeMillis());
  private final SealingCar early = new SealingCar(4, System.currentTimeMillis());

  @Test
  void arrivals_ofEveryKind_areStoredQuarantinedRefusedAndLoggedExactlyOnceAcrossARestart(
      @TempDir Path root) throws Exception {
    try (TestCloud cloud = new TestCloud(root)) {
      cloud.enrol(car);
      SealingCar.Clip clip = car.clip(Chunk.MAX_BYTES, 100_000);
      List<Item> pending;
      List<Item> open;
      try (CloudPipeline pipeline = cloud.startPipeline()) {
        pending = sendFirstDrive(cloud, clip);
        Health health = cloud.drained(pipeline);
        assertThat(health.isRunning()).isTrue();
        // 100 signals, the statement, the tombstone, the manifest and the first chunk
        assertThat(health.stored()).isEqualTo(104);
        assertThat(health.refused()).isEqualTo(1);
        assertThat(health.quarantined()).isEqualTo(2);
        // and the one that says which policy decides
        assertThat(health.logSize()).isEqualTo(108);
        assertItemsWaitForTheRegistry(cloud, pipeline);
        sendOneItem(cloud, stranger);
        cloud.await(pipeline, each -> each.undecided() == 0);
      }
      cloud.assertSound();
      assertThat(cloud.rows(Part.QUARANTINE).stream().map(Outcome::reason))
          .anyMatch(reason -> reason.startsWith(Reason.DIGEST_MISMATCH.name()))
          .anyMatch(reason -> reason.startsWith(Reason.UNDECODABLE.name()));
      try (CloudPipeline pipeline = cloud.startPipeline()) {
        // What the state before the restart knows decides: the gaps, the clip's chunks, the lost.
        pending.forEach(cloud::send);
        pending.forEach(cloud::send);
        cloud.send(clip.items().get(2));
        open = car.signals(3);
        sendSealed(cloud, open);
        // The stranger's segment and item waited across the restart for nothing.
        Health health = cloud.await(pipeline, each -> each.isCaughtUp() && each.quarantined() == 4);
        assertThat(health.stored()).isEqualTo(116);
        assertThat(health.logSize()).isEqualTo(122);
        assertAuditorOpensTheClip(cloud, clip);
        assertReadmittedRowsAreStoredOnce(cloud, pipeline);
      }
      cloud.assertSound();
      assertClipComesBack(cloud, clip);
      assertWithheldFrameIsInTheLog(cloud);
      assertChangedStoreIsNamed(cloud);
      assertRefusesToStartWithoutState(cloud);
      assertRebuiltFromStoreAndTopic(cloud, Stream.of(pending, clip.items()), open);
    }
  }

  /** Nothing twice of all that was sent before, nothing lost of what was sealed and not sent. */
  private void assertRebuiltFromStoreAndTopic(
      TestCloud cloud, Stream<List<Item>> sent, List<Item> open) throws Exception {
    try (CloudPipeline pipeline = cloud.startRebuilt()) {
      sent.flatMap(List::stream).forEach(cloud::send);
      open.forEach(cloud::send);
      sendOneItem(cloud, car);
      Health health = cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() >= 124);
      assertThat(health.stored()).isEqualTo(124);
      assertThat(health.quarantined()).isEqualTo(7);
      // Since the restart: ten items, what was disclosed to the auditor, three rows of quarantine
      // and seven requests to check one again; what came of them is among the items.
      assertThat(health.logSize()).isEqualTo(141);
    }
    cloud.assertSound();
    Path done = cloud.directories().checkpoints().resolve(AdmissionJob.NAME).resolve("done");
    assertThat(done).exists();
    // With its checkpoints back it goes on by itself.
    cloud.startPipeline().close();
  }

  private void assertItemsWaitForTheRegistry(TestCloud cloud, CloudPipeline pipeline)
      throws Exception {
    sendOneItem(cloud, late);
    cloud.enrol(late);
    cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 105);
  }

  private static void sendOneItem(TestCloud cloud, SealingCar from) {
    List<Item> items = from.signals(1);
    cloud.send(from, from.seal(items));
    items.forEach(cloud::send);
  }

  /** Returns ten items that are sealed and not sent. */
  private List<Item> sendFirstDrive(TestCloud cloud, SealingCar.Clip clip) {
    for (int i = 0; i < 2; i++) {
      List<Item> items = car.signals(50);
      sendSealed(cloud, items);
      items.forEach(cloud::send);
    }
    Item refused = car.item(Lane.INCIDENT, "cabin.camera", Bytes.EMPTY);
    sendSealed(cloud, List.of(refused));
    cloud.send(refused);
    Item withheld = car.stayed(StayedInCar.Fate.WITHHELD);
    sendSealed(cloud, List.of(withheld));
    cloud.send(withheld);
    sendSealed(cloud, clip.items());
    cloud.send(clip.items().get(0));
    cloud.send(clip.items().get(1));
    List<Item> pending = car.signals(10);
    sendSealed(cloud, pending);
    Item first = pending.get(0);
    cloud.send(
        new Item(first.id(), first.category(), "other", 0, null, 0, List.of(), first.payload()));
    cloud.sendBytes("noise", Bytes.of(new byte[] {1, 2, 3}));
    cloud.send(lost(cloud));
    return pending;
  }

  private Item lost(TestCloud cloud) {
    Item lost = car.signals(1).get(0);
    sendSealed(cloud, List.of(lost));
    var tombstone =
        new Tombstone(
            1,
            Lane.TELEMETRY,
            lost.id().number(),
            Digest.of(lost.encode()),
            lost.category(),
            "OUTBOX_FULL",
            1);
    Item item = car.item(Lane.CONTROL, Tombstone.CATEGORY, tombstone.encode());
    sendSealed(cloud, List.of(item));
    return item;
  }

  private void sendSealed(TestCloud cloud, List<Item> items) {
    cloud.send(car, car.seal(items));
  }

  private static void assertClipComesBack(TestCloud cloud, SealingCar.Clip clip) throws Exception {
    try (IcebergStore store = cloud.store()) {
      assertThat(new ClipReader(store, cloud.cipher()).assemble(Digest.of(clip.file())))
          .isEqualTo(clip.file());
    }
  }

  private static void assertWithheldFrameIsInTheLog(TestCloud cloud) throws Exception {
    Outcome row =
        cloud.rows(Part.ITEMS).stream()
            .filter(each -> each.category().equals(StayedInCar.CATEGORY))
            .findFirst()
            .orElseThrow();
    try (IcebergStore store = cloud.store()) {
      var log = new DirectorySource(cloud.directories().log());
      var proof =
          new Trail(store, cloud.cipher(), log, cloud.policy()).prove(ItemId.parse(row.item()));
      assertThat(proof.leaf().stage()).isEqualTo("OFFBOARD");
      assertThat(proof.leaf().decision()).isEqualTo("WITHHELD");
    }
  }

  /** Which car, decision, clause, policy and time, from one file and one public key. */
  private static void assertAuditorOpensTheClip(TestCloud cloud, SealingCar.Clip clip)
      throws Exception {
    DataKeys keys = cloud.cipher().keys();
    var log = new DirectorySource(cloud.directories().log());
    var request = new Request("clip", "Example Audit Ltd.", "test", System.currentTimeMillis());
    try (IcebergStore store = cloud.store();
        var statements = new Statements(cloud.bootstrapServers(), keys, log, cloud.policy())) {
      var trail = new Trail(store, cloud.cipher(), log, cloud.policy());
      var kept = new StampedCheckpoints(cloud.directories().timestamps());
      Path root = cloud.directories().root();
      stamp(cloud, root, kept);
      Stamps stamps = Stamps.read(kept, log, cloud.policy());
      var maker = new EvidenceMaker(request, trail, statements, stamps);
      for (Outcome row : Answers.ofClip(store, cloud.cipher(), Digest.of(clip.file()))) {
        maker.add(row, row.category().equals(ClipManifest.CATEGORY));
      }
      assertThat(maker.addPolicies(List.of(PolicyPack.builtInText("cn-auto")), List.of()))
          .isEmpty();
      keys.of("onshore", "disclose");
      Bytes pack = maker.finish(DataKeys.name("onshore", "disclose"), new SecureRandom());
      Path anchor = LocalTimeAuthority.anchor(root.resolve("local-time-authority"));
      var verifier = new PackVerifier(cloud.policy(), TimeAnchors.read(anchor));
      VerifiedPack opened = verifier.verify(pack);
      assertThat(opened.entries()).allMatch(each -> each.stampedAt().isPresent());
      assertThat(opened.entries()).hasSize(clip.items().size());
      var manifest = opened.entries().get(0);
      String item = manifest.opening().orElseThrow().content().item();
      assertThat(item).isEqualTo(clip.items().get(0).id().toString());
      assertThat(manifest.item()).contains(clip.items().get(0).encode());
      assertThat(manifest.leaf().rules()).isNotEmpty();
      assertThat(opened.policies()).contains(manifest.leaf().pack());
      assertThat(opened.entries().get(1).item()).isEmpty();
    }
  }

  /** The process of an embedded onshore side has a test authority of its own. */
  private static void stamp(TestCloud cloud, Path root, StampedCheckpoints kept) throws Exception {
    var clock = InstantSource.system();
    var connections = new CheckedConnections(JurisdictionList.none(), HostResolver.SYSTEM);
    var authorities = TimeAuthorities.of(root, connections, clock, new SecureRandom());
    var log = new DirectorySource(cloud.directories().log());
    var stamping = Timestamping.start(authorities.client(), log, kept, authorities.every());
    try (stamping) {
      while (kept.all().isEmpty()) {
        Thread.sleep(20);
      }
    }
  }

  /** What came from a vehicle before the registry had it; and what no operator can let pass. */
  private void assertReadmittedRowsAreStoredOnce(TestCloud cloud, CloudPipeline pipeline)
      throws Exception {
    cloud.enrol(stranger);
    var log = new DirectorySource(cloud.directories().log());
    DataKeys keys = cloud.cipher().keys();
    var asked = new Readmission.Asked("op-7", "enrolled late");
    try (IcebergStore store = cloud.store();
        var statements = new Statements(cloud.bootstrapServers(), keys, log, cloud.policy());
        var raw = new TopicWriter(cloud.bootstrapServers(), Topics.RAW)) {
      var again =
          new Readmission(
              store, cloud.cipher(), statements, raw, InstantSource.system(), new SecureRandom());
      List<Outcome> unknown =
          cloud.rows(Part.QUARANTINE).stream()
              .filter(row -> row.vehicle().equals(stranger.vehicle().value()))
              .sorted(Comparator.comparingLong(Outcome::number))
              .toList();
      assertThat(unknown).hasSize(2);
      for (int times = 0; times < 2; times++) {
        // The segment first.
        for (Outcome row : unknown) {
          again.readmit(row.digest(), asked);
        }
      }
      cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 117);
      assertThatThrownBy(() -> again.readmit(unknown.get(1).digest(), asked))
          .isInstanceOf(NotReadmittedException.class)
          .hasMessageContaining("is stored");
      for (Outcome row : cloud.rows(Part.QUARANTINE)) {
        if (!unknown.contains(row)) {
          assertThatThrownBy(() -> again.readmit(row.digest(), asked))
              .isInstanceOf(NotReadmittedException.class)
              .hasMessageContaining("stays in quarantine");
        }
      }
      assertMendedRowsAreStored(cloud, pipeline, again);
      assertHeldRowIsNotReadmitted(cloud, again);
    }
  }

  /** What came before what goes before it, and what another release could not read. */
  private void assertMendedRowsAreStored(TestCloud cloud, CloudPipeline pipeline, Readmission again)
      throws Exception {
    cloud.enrol(early);
    List<Item> items = new ArrayList<>();
    List<SignedSegment> segments = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      items.addAll(early.signals(1));
      segments.add(early.seal(items.subList(i, i + 1)));
    }
    cloud.send(early, segments.get(1));
    cloud.send(items.get(1));
    Outcome unread = cloud.quarantine(items.get(2), Reason.UNDECODABLE + ": Item");
    cloud.await(pipeline, each -> each.isCaughtUp() && each.quarantined() == 7);
    Outcome segment = quarantined(cloud, Reason.CHAIN_BROKEN);
    Outcome item = quarantined(cloud, Reason.NO_SEGMENT);
    var asked = new Readmission.Asked("op-7", "the rest has come");

    cloud.send(early, segments.get(0));
    cloud.send(items.get(0));
    cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 118);
    again.readmit(segment.digest(), asked);
    again.readmit(item.digest(), asked);
    cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 119);
    cloud.send(early, segments.get(2));
    cloud.await(pipeline, Health::isCaughtUp);
    again.readmit(unread.digest(), asked);
    Health health = cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 120);
    assertThat(health.quarantined()).isEqualTo(7);
  }

  private Outcome quarantined(TestCloud cloud, Reason reason) throws Exception {
    return cloud.rows(Part.QUARANTINE).stream()
        .filter(row -> row.vehicle().equals(early.vehicle().value()))
        .filter(row -> row.reason().startsWith(reason.name()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * What a second look holds was never in quarantine: the job would find nothing to check again.
   */
  private static void assertHeldRowIsNotReadmitted(TestCloud cloud, Readmission again)
      throws Exception {
    var held = HeldClips.of(cloud.directories().store());
    List<Digest> quarantined = cloud.rows(Part.QUARANTINE).stream().map(Outcome::digest).toList();
    Outcome row =
        cloud.rows(Part.ITEMS).stream()
            .filter(each -> !quarantined.contains(each.digest()))
            .findFirst()
            .orElseThrow();
    var surroundings = new ResidualCheck.Surroundings(InstantSource.system(), new SecureRandom());
    var why =
        new Dismissal(row.digest(), "op-7", "a face")
            .statement(cloud.cipher().keys(), surroundings);
    held.hold(row.digest(), "SECOND_LOOK: a face in frame 0", List.of(row.item()), why);
    assertThatThrownBy(() -> again.readmit(row.digest(), new Readmission.Asked("op-7", "a poster")))
        .isInstanceOf(NotReadmittedException.class)
        .hasMessageContaining("a second look holds");
    held.release(row.digest());
    held.told(row.digest());
  }

  private static void assertChangedStoreIsNamed(TestCloud cloud) throws Exception {
    Path table = cloud.directories().store().resolve("tables/onshore/items/data");
    Path largest;
    try (Stream<Path> files = Files.walk(table)) {
      largest =
          files
              .filter(file -> file.toString().endsWith(".parquet"))
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
    }
    byte[] right = Files.readAllBytes(largest);
    byte[] wrong = right.clone();
    wrong[right.length / 2] ^= 1;
    Files.write(largest, wrong);
    assertThatThrownBy(() -> openAll(cloud))
        .isInstanceOf(UnopenableException.class)
        .hasMessageContaining("/1/BULK/");
    Files.write(largest, right);
    assertThat(cloud.rows(Part.ITEMS)).hasSize(120);
  }

  private static void openAll(TestCloud cloud) throws Exception {
    for (Outcome row : cloud.rows(Part.ITEMS)) {
      assertThat(cloud.cipher().open(row)).isPresent();
    }
  }

  private static void assertRefusesToStartWithoutState(TestCloud cloud) throws Exception {
    Path checkpoints = cloud.directories().checkpoints();
    Files.move(checkpoints, checkpoints.resolveSibling("elsewhere"));
    assertThatThrownBy(cloud::startPipeline).isInstanceOf(MissingStateException.class);
  }
}
