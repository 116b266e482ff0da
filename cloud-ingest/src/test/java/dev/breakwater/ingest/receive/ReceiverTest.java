package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.ingest.broker.EmbeddedBroker;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.bundle.BundlePublisher;
import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.bundle.SignedBundles;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.LoggedItem;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.VehicleRecord.Status;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReceiverTest {
  private static final LoggedItem LOGGED =
      new LoggedItem(Records.bytes(32), Records.bytes(200), 7, List.of(), Records.bytes(2_000));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SignedBundles signer = new SignedBundles();
  private final Bytes bundle =
      signer.bundle(3, Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(600));
  private Path directory;
  private EmbeddedBroker broker;
  private Enrolment enrolment;
  private VehicleRegistry registry;
  private KnownVehicles vehicles;
  private PublishedBundles bundles;
  private Receiver receiver;
  private VehicleRef car;
  private Credentials carCredentials;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    this.directory = directory;
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
    TopicSetup.apply(broker.bootstrapServers(), (short) 1);
    enrolment = new Enrolment(directory);
    registry = new VehicleRegistry(broker.bootstrapServers(), InstantSource.system());
    car = enrolment.newVehicle();
    carCredentials = enrolment.enrol(car, registry);
    vehicles = KnownVehicles.open(broker.bootstrapServers(), LIMIT);
    new BundlePublisher(broker.bootstrapServers(), signer.ring(), InstantSource.system())
        .publish(bundle);
    bundles = PublishedBundles.open(broker.bootstrapServers(), signer.ring(), LIMIT);
    receiver =
        Receiver.start(
            enrolment.receiver(broker.bootstrapServers(), 0),
            vehicles,
            bundles,
            enrolment.cipher(),
            this::proof);
  }

  @AfterAll
  void stop() throws Exception {
    receiver.close();
    bundles.close();
    vehicles.close();
    registry.close();
    broker.close();
  }

  @Test
  void item_acknowledged_isInKafkaEncryptedUnderItsVehiclesKey() throws Exception {
    Bytes body = Records.item(car, 1, Records.bytes(300)).encode();
    try (var client = client(carCredentials)) {
      assertThat(post(client, "i?u=1", body)).isEqualTo(ResponseCode.CHANGED);
    }
    ConsumerRecord<String, byte[]> stored = stored(body);
    RawRecord raw = RawTopic.decode(stored);
    assertThat(raw.peer()).isEqualTo(car);
    assertThat(raw.label()).isEqualTo(ItemLabel.of(Item.decode(body), body));
    assertThat(raw.body()).isNotEqualTo(body);
    assertThat(stored.key()).isEqualTo(Topics.key(Item.decode(body).id().chain()));
    assertThat(stored.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
  }

  @Test
  void segment_acknowledged_isInKafkaWithTheKeyOfItsItems() throws Exception {
    Item item = Records.item(car, 2, Records.bytes(10));
    Bytes body = Records.segment(car, item).encode();
    try (var client = client(carCredentials)) {
      assertThat(post(client, "s", body)).isEqualTo(ResponseCode.CHANGED);
    }
    ConsumerRecord<String, byte[]> stored = stored(body);
    assertThat(RawTopic.decode(stored).kind()).isEqualTo(RawRecord.Kind.SEGMENT);
    assertThat(stored.key()).isEqualTo(Topics.key(item.id().chain()));
  }

  @Test
  void largestChunk_arrivesInBlocks_isInKafkaWhole() throws Exception {
    Bytes body = Records.item(car, 3, Records.bytes(Chunk.MAX_BYTES)).encode();
    try (var client = client(carCredentials)) {
      assertThat(post(client, "i?u=3", body)).isEqualTo(ResponseCode.CHANGED);
    }
    assertThat(plain(stored(body))).isEqualTo(body);
  }

  @Test
  void proof_ofAnItemOfItsOwn_isGivenToItsVehicleOnly() throws Exception {
    VehicleRef other = enrolment.newVehicle();
    Credentials others = enrolment.enrol(other, registry);
    await(other, Status.ENROLLED);
    try (var client = client(carCredentials);
        var stranger = client(enrolment.issue(enrolment.newVehicle()));
        var neighbour = client(others)) {
      Response found = client.get("l?item=1/TELEMETRY/1").orElseThrow();
      assertThat(found.getCode()).isEqualTo(ResponseCode.CONTENT);
      assertThat(LoggedItem.decode(Bytes.of(found.getPayload()))).isEqualTo(LOGGED);
      assertThat(code(client, "l?item=1/TELEMETRY/2")).isEqualTo(ResponseCode.NOT_FOUND);
      assertThat(code(neighbour, "l?item=1/TELEMETRY/1")).isEqualTo(ResponseCode.NOT_FOUND);
      assertThat(code(stranger, "l?item=1/TELEMETRY/1")).isEqualTo(ResponseCode.FORBIDDEN);
      assertThat(code(client, "l?item=1/TELEMETRY/3")).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
      for (String wrong :
          List.of("", "?item=1/NOLANE/1", "?item=0/BULK/1", "?item=1/BULK", "?x=1")) {
        assertThat(code(client, "l" + wrong)).as(wrong).isEqualTo(ResponseCode.BAD_REQUEST);
      }
    }
  }

  /** The log has item 1 of the car; item 3 cannot be looked up now. */
  private Optional<LoggedItem> proof(ItemId item) throws IOException {
    if (item.number() == 3) {
      throw new IOException("the store is away");
    }
    boolean known = item.chain().vehicle().equals(car) && item.number() == 1;
    return known ? Optional.of(LOGGED) : Optional.empty();
  }

  private static ResponseCode code(VehicleClient client, String path) throws Exception {
    return client.get(path).orElseThrow().getCode();
  }

  @Test
  void item_tooLarge_isRefused() throws Exception {
    Bytes body = Records.item(car, 4, Records.bytes(Item.MAX_BYTES)).encode();
    try (var client = client(carCredentials)) {
      assertThat(post(client, "i?u=4", body)).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
    }
  }

  @Test
  void segment_tooLarge_isRefused() throws Exception {
    Bytes body = Records.bytes(Gatekeeper.MAX_SEGMENT_BYTES + 1);
    try (var client = client(carCredentials)) {
      assertThat(post(client, "s", body)).isEqualTo(ResponseCode.REQUEST_ENTITY_TOO_LARGE);
    }
  }

  @Test
  void body_undecodable_isRefused() throws Exception {
    try (var client = client(carCredentials)) {
      assertThat(post(client, "i", Records.bytes(40))).isEqualTo(ResponseCode.BAD_REQUEST);
      assertThat(post(client, "s", Records.bytes(40))).isEqualTo(ResponseCode.BAD_REQUEST);
      assertThat(post(client, "i", Bytes.EMPTY)).isEqualTo(ResponseCode.BAD_REQUEST);
    }
  }

  @Test
  void item_ofAnotherVehicle_isForbidden() throws Exception {
    VehicleRef other = enrolment.newVehicle();
    Item foreign = Records.item(other, 5, Bytes.EMPTY);
    try (var client = client(carCredentials)) {
      assertThat(post(client, "i", foreign.encode())).isEqualTo(ResponseCode.FORBIDDEN);
      assertThat(post(client, "s", Records.segment(other, foreign).encode()))
          .isEqualTo(ResponseCode.FORBIDDEN);
    }
  }

  @Test
  void vehicle_notEnrolled_isForbidden() throws Exception {
    VehicleRef stranger = enrolment.newVehicle();
    try (var client = client(enrolment.issue(stranger))) {
      assertThat(post(client, "i", Records.item(stranger, 6, Bytes.EMPTY).encode()))
          .isEqualTo(ResponseCode.FORBIDDEN);
    }
  }

  @Test
  void vehicle_enrolledWithAnotherCertificate_isForbidden() throws Exception {
    VehicleRef renewed = enrolment.newVehicle();
    Credentials old = enrolment.issue(renewed);
    registry.enrol(renewed, Records.bytes(32), carCredentials.digest());
    await(renewed, Status.ENROLLED);
    try (var client = client(old)) {
      assertThat(post(client, "i", Records.item(renewed, 7, Bytes.EMPTY).encode()))
          .isEqualTo(ResponseCode.FORBIDDEN);
    }
  }

  @Test
  void vehicle_bannedDuringItsSession_isForbidden() throws Exception {
    VehicleRef thief = enrolment.newVehicle();
    Credentials credentials = enrolment.enrol(thief, registry);
    await(thief, Status.ENROLLED);
    Bytes body = Records.item(thief, 8, Bytes.EMPTY).encode();
    try (var client = client(credentials)) {
      assertThat(post(client, "i", body)).isEqualTo(ResponseCode.CHANGED);
      registry.ban(thief);
      await(thief, Status.BANNED);
      assertThat(post(client, "i", body)).isEqualTo(ResponseCode.FORBIDDEN);
    }
  }

  @Test
  void certificate_ofAnotherAuthority_getsNoSession() throws Exception {
    var impostors = new Enrolment(directory.resolve("impostors"));
    Credentials forged = impostors.issue(car);
    try (var client =
        new VehicleClient(forged, enrolment.authority().certificate(), receiver.port())) {
      assertThat(client.post("i", Records.item(car, 9, Bytes.EMPTY).encode())).isEmpty();
    }
  }

  @Test
  void bundle_askedForByAVehicle_comesInBlocksUntilThereIsNoneAfterIt() throws Exception {
    try (var client = client(carCredentials)) {
      Response found = client.get("p?after=0").orElseThrow();
      assertThat(found.getCode()).isEqualTo(ResponseCode.CONTENT);
      assertThat(Bytes.of(found.getPayload())).isEqualTo(bundle);
      assertThat(client.get("p?after=3").orElseThrow().getCode()).isEqualTo(ResponseCode.VALID);
      for (String bad : List.of("p", "p?after=", "p?after=-1", "p?after=1&after=2", "p?x=1")) {
        assertThat(client.get(bad).orElseThrow().getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
      }
    }
  }

  @Test
  void bundle_askedForByAStranger_isForbidden() throws Exception {
    try (var client = client(enrolment.issue(enrolment.newVehicle()))) {
      assertThat(client.get("p?after=0").orElseThrow().getCode()).isEqualTo(ResponseCode.FORBIDDEN);
    }
  }

  private VehicleClient client(Credentials credentials) throws Exception {
    return new VehicleClient(credentials, enrolment.authority().certificate(), receiver.port());
  }

  private static ResponseCode post(VehicleClient client, String path, Bytes body) throws Exception {
    return client.post(path, body).orElseThrow().getCode();
  }

  private void await(VehicleRef vehicle, Status status) throws InterruptedException {
    while (vehicles.find(vehicle).filter(row -> row.status() == status).isEmpty()) {
      Thread.sleep(10);
    }
  }

  private ConsumerRecord<String, byte[]> stored(Bytes body) throws Exception {
    List<ConsumerRecord<String, byte[]>> found =
        RawTopic.read(broker.bootstrapServers()).stream()
            .filter(record -> hasBody(record, body))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private boolean hasBody(ConsumerRecord<String, byte[]> record, Bytes body) {
    return plain(record).equals(body);
  }

  private Bytes plain(ConsumerRecord<String, byte[]> record) {
    try {
      return TestCiphers.plain(enrolment.cipher(), RawTopic.decode(record));
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }
}
