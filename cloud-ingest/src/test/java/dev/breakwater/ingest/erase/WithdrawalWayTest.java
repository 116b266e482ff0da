package dev.breakwater.ingest.erase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import dev.breakwater.agent.keys.FileKeyVault;
import dev.breakwater.agent.uplink.VehicleIdentity;
import dev.breakwater.audit.auditor.DirectorySource;
import dev.breakwater.audit.auditor.Prover;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.LeafContent;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.BorderSettings;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.border.HttpsDelivery;
import dev.breakwater.ingest.border.Papers;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.border.StoredRows;
import dev.breakwater.ingest.border.Surroundings;
import dev.breakwater.ingest.border.TestRecipient;
import dev.breakwater.ingest.border.TrailLog;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.jurisdiction.CheckedConnections;
import dev.breakwater.ingest.jurisdiction.HostResolver;
import dev.breakwater.ingest.keys.PlainText;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.pipeline.CloudPipeline;
import dev.breakwater.ingest.pipeline.TestCloud;
import dev.breakwater.ingest.receive.ItemProofs;
import dev.breakwater.ingest.receive.Receiver;
import dev.breakwater.ingest.receive.ReceiverSettings;
import dev.breakwater.ingest.registry.CertificateAuthority;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.ingest.trail.Statements;
import dev.breakwater.policy.border.OrderOfDecision;
import dev.breakwater.policy.jurisdiction.JurisdictionList;
import dev.breakwater.policy.jurisdiction.ListedNetwork;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A driver takes a consent back while data under it waits in the car, is on its way, lies in Kafka,
 * in the state of the job, in both tables and abroad. Car, receiver, broker, Flink, store, border,
 * recipient and log are real; only the clock of the erasure and of the car is moved.
 */
@DisplayName("PIPL Art. 15, 47: a withdrawal, wherever the data is")
final class WithdrawalWayTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ABROAD = "abroad";

  @TempDir Path root;

  private final SecureRandom random = new SecureRandom();

  /** Letters of 64 kinds: no compression makes anything of the first time that they come. */
  private final String marker = marker();

  private final AtomicLong aheadMillis = new AtomicLong();
  private final InstantSource clock =
      () -> InstantSource.system().instant().plusMillis(aheadMillis.get());
  private final Papers papers = new Papers();
  private WrittenFiles written;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private TestCloud cloud;
  private CloudPipeline pipeline;
  private Statements statements;
  private ErasureFiles files;
  private Receiver receiver;
  private ConsentingCar car;
  private VehicleRef vehicle;

  private String marker() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  @AfterEach
  void stop() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void withdrawal_ofDataEverywhere_erasesItTellsTheRecipientAndIsProvenToTheCar() throws Exception {
    car.decide(ConsentChange.State.YES);
    car.seal(marker + "1", marker + "2", marker + "3");
    car.deliver(receiver.port());
    cloud.await(pipeline, each -> each.isCaughtUp() && each.stored() == 4);
    export();
    car.seal(marker + "4", marker + "5", marker + "6");
    List<Item> waiting = car.waiting();
    // A copy is faster than its segment, and comes under the key that still stands.
    cloud.send(waiting.get(0));
    cloud.await(pipeline, each -> each.isCaughtUp() && each.quarantined() == 1);
    assertMarkersAreFoundWherePlantedAndAbroadOnly();

    long withdrawal = car.decide(ConsentChange.State.NO).epoch();
    assertThat(car.carryOut())
        .singleElement()
        .satisfies(
            receipt -> assertThat(receipt.items()).containsEntry(ConsentingCar.CATEGORY, 3L));
    car.deliver(receiver.port());
    Erasure request = await(withdrawal, each -> each.keysDestroyedMillis() > 0);
    assertThat(request.keysDestroyedMillis() - request.receivedMillis())
        .isLessThanOrEqualTo(Eraser.KEYS_WITHIN.toMillis());
    assertLateArrivalIsRefused(waiting.get(1));
    // The tombstones of what waited in the car.
    car.commit();
    car.deliver(receiver.port());

    aheadMillis.addAndGet(Eraser.SETTLED.toMillis());
    await(withdrawal, each -> each.passedMillis() > 0);
    aheadMillis.addAndGet(Eraser.COMMITTED.toMillis());
    Erasure done = await(withdrawal, Erasure::isDone);
    assertErased(done);
    assertThat(stages()).contains("EXPORT RELEASED", "RECALL NOTIFIED", "ERASE ERASED");

    aheadMillis.addAndGet(Duration.ofMinutes(15).toMillis());
    Path receipt = car.askForReceipt(receiver.port(), withdrawal);
    assertThat(receipt).as("the car has verified the log's proof").exists();
    assertThat(written.placesWith(marker)).as("after").containsExactly(ABROAD);
  }

  @BeforeEach
  void start() throws Exception {
    written = new WrittenFiles(root);
    cloud = open(new TestCloud(root.resolve("onshore")));
    pipeline = open(cloud.startPipeline());
    var log = new DirectorySource(cloud.directories().log());
    statements =
        open(new Statements(cloud.bootstrapServers(), cloud.cipher().keys(), log, cloud.policy()));
    var authority =
        CertificateAuthority.init(root.resolve("ca"), "test", InstantSource.system(), random);
    files = new ErasureFiles(cloud.directories().erasures());
    var logged =
        new LoggedErasures(
            files,
            cloud.cipher().keys(),
            statements,
            erasure -> Register.recipientsOf(root.resolve("border"), erasure.vehicle()));
    serve(authority, logged);
    erase(logged);
    enrolCar(authority);
  }

  private void serve(CertificateAuthority authority, LoggedErasures logged) throws Exception {
    Credentials own = authority.issueServer(List.of("127.0.0.1"), root.resolve("receiver"));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var settings =
        new ReceiverSettings(address, own, authority.certificate(), cloud.bootstrapServers());
    var vehicles = open(KnownVehicles.open(cloud.bootstrapServers(), LIMIT));
    ItemProofs proofs =
        new ItemProofs() {
          @Override
          public Optional<LoggedItem> find(ItemId item) {
            return Optional.empty();
          }

          @Override
          public Optional<ErasureReceipt> erasure(VehicleRef asking, long withdrawal)
              throws IOException {
            return logged.receipt(asking, withdrawal);
          }
        };
    receiver =
        open(Receiver.start(settings, vehicles, PublishedBundles.none(), cloud.cipher(), proofs));
  }

  private void erase(LoggedErasures logged) throws IOException {
    IcebergStore store = open(cloud.store());
    var rows = open(new ErasableStore(cloud.bootstrapServers(), store));
    var eraser = new Eraser(files, cloud.cipher().keys(), rows, logged, clock);
    var desk =
        new WithdrawalDesk(cloud.bootstrapServers(), cloud.cipher(), files, eraser, clock, random);
    var thread = new Thread(desk, "erasures");
    thread.start();
    open(
        (AutoCloseable)
            () -> {
              desk.close();
              thread.join();
            });
  }

  private void enrolCar(CertificateAuthority authority) throws Exception {
    vehicle = VehicleRef.random(random);
    Path home = Files.createDirectories(root.resolve("car"));
    var vault = FileKeyVault.openOrCreate(home.resolve("vault"), random);
    Credentials credentials = authority.issueVehicle(vehicle, home.resolve("identity"));
    try (var registry = new VehicleRegistry(cloud.bootstrapServers(), InstantSource.system())) {
      registry.enrol(vehicle, vault.sealPublicKey(), credentials.digest());
    }
    var identity = VehicleIdentity.read(home.resolve("identity"));
    VerifierKey log = cloud.signer().verifierKey();
    car = open(new ConsentingCar(home, vault, identity, clock, log));
  }

  /**
   * A recipient abroad gets what the store has, through the border and with an entry in the log.
   */
  private void export() throws Exception {
    var authority = CertificateAuthority.init(root.resolve("ca-abroad"), "Example", clock, random);
    Credentials identity =
        authority.issueServer(List.of("localhost"), root.resolve("identity-abroad"));
    HttpsServer recipient =
        TestRecipient.start(root.resolve("identity-abroad"), root.resolve(ABROAD));
    open((AutoCloseable) () -> recipient.stop(0));
    String endpoint = "https://localhost:%d/deliveries".formatted(recipient.getAddress().getPort());
    try (IcebergStore store = cloud.store();
        Border border = border(store)) {
      String approval = Papers.approval("SA-1", "assessment", 10);
      border.approve(
          papers.signed(Papers.permits(1, endpoint, identity.digest(), approval)), "permits.yaml");
      long number = border.request(request(), "request.yaml");
      FiledRelease release = border.release(number, "SA-1");
      assertThat(release.state()).isEqualTo(FiledRelease.State.DELIVERED);
      assertThat(release.rows()).isEqualTo(3);
      assertThat(release.reached().general()).isEqualTo(1);
    }
  }

  private Border border(IcebergStore store) throws Exception {
    var list =
        new JurisdictionList(
            1, List.of(new ListedNetwork(Network.of("127.0.0.0/8"), "DE")), List.of());
    return Border.open(
        new BorderSettings(root.resolve("border"), papers.office(), OrderOfDecision.china()),
        new Surroundings(
            new StoredRows(store, cloud.cipher()),
            new TrailLog(statements, cloud.cipher().keys()),
            new HttpsDelivery(new CheckedConnections(list, HostResolver.SYSTEM)),
            Papers.policies(),
            InstantSource.system(),
            random));
  }

  private Bytes request() {
    Instant now = InstantSource.system().instant();
    return Papers.bytes(
        """
        recipient: example-gmbh
        purpose: warranty
        categories: [driver.behaviour]
        from: %s
        to: %s
        basis: legal-duty
        %s
        """
            .formatted(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), Papers.TOLD));
  }

  private Erasure await(long withdrawal, Predicate<Erasure> wanted) throws Exception {
    String id = Erasure.idOf(vehicle.value(), withdrawal);
    long end = System.nanoTime() + LIMIT.toNanos();
    Optional<Erasure> now = files.find(id);
    while (now.filter(wanted).isEmpty()) {
      assertThat(System.nanoTime()).as("%s", now).isLessThan(end);
      Thread.sleep(50);
      now = files.find(id);
    }
    return now.get();
  }

  private void assertLateArrivalIsRefused(Item late) throws Exception {
    assertThat(cloud.cipher().sealed(late, late.encode()).body().length())
        .as("no key is made for it, so nobody can keep it")
        .isZero();
    cloud.send(late);
    cloud.await(pipeline, each -> each.isCaughtUp() && each.refused() == 1);
    assertThat(cloud.outcomes())
        .filteredOn(each -> each.verdict() == Outcome.Verdict.REFUSED)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.item()).isEqualTo(late.id().toString());
              assertThat(outcome.reason()).startsWith("PIPL Art. 15");
            });
  }

  private void assertErased(Erasure done) throws Exception {
    assertThat(done.rowsErasedMillis() - done.receivedMillis())
        .isLessThanOrEqualTo(Eraser.ROWS_WITHIN.toMillis());
    assertThat(done.rows()).as("three stored, one quarantined").isEqualTo(4);
    assertThat(pipeline.health().quarantinedRows()).isZero();
    for (Part part : Part.values()) {
      assertThat(cloud.rows(part)).noneMatch(row -> row.category().equals(ConsentingCar.CATEGORY));
    }
    for (Outcome outcome : cloud.outcomes()) {
      if (outcome.category().equals(ConsentingCar.CATEGORY)) {
        assertThat(cloud.cipher().open(outcome)).as("nobody opens what Kafka has").isEmpty();
      }
    }
    for (String key : done.keys()) {
      assertThat(written.tablesWith(key)).as("no file of the tables is left").isEmpty();
    }
  }

  private List<String> stages() throws Exception {
    var prover = new Prover(new DirectorySource(cloud.directories().log()), cloud.policy());
    List<String> stages = new ArrayList<>();
    for (long index = 0; index < prover.size(); index++) {
      LeafContent leaf = Leaf.decode(prover.prove(index).extra()).content();
      stages.add(leaf.stage() + " " + leaf.decision());
    }
    return stages;
  }

  private void assertMarkersAreFoundWherePlantedAndAbroadOnly() throws IOException {
    Path plant = Files.createDirectories(root.resolve("planted"));
    for (byte[] form : PlainText.planted(marker)) {
      assertThat(WrittenFiles.isIn(marker, Files.write(plant.resolve("file"), form))).isTrue();
    }
    int onlyDecoded = 0;
    for (Path file : PlantedFiles.of(plant, marker)) {
      assertThat(WrittenFiles.isIn(marker, file)).as(file.toString()).isTrue();
      onlyDecoded += PlainText.isFound(marker, Files.readAllBytes(file)) ? 0 : 1;
    }
    assertThat(onlyDecoded).as("snappy, lz4, the table, alone and in a checkpoint").isEqualTo(4);
    assertThat(written.placesWith(marker))
        .as("before")
        .containsExactlyInAnyOrder(ABROAD, "planted");
    try (Stream<Path> walk = Files.walk(plant)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    assertThat(written.tablesWith(vehicle.value())).as("tables are searched inside").isNotEmpty();
  }
}
