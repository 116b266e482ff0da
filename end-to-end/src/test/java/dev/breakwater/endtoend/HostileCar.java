package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.anonymizer.detect.ModelDescriptor;
import dev.breakwater.cli.installation.DataCipher;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.installation.Endpoints;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.registry.VehicleRegistry;
import dev.breakwater.ingest.stream.TopicWriter;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Activation;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.PlanRuling;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.Tombstone;
import dev.breakwater.wire.UnloggedItem;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An enrolled car that puts markup into every text which its maker's software chooses, and seals it
 * as the agent does.
 */
final class HostileCar {
  /** Runs if a page takes it for markup. */
  static final String MARKUP = "<img src=x onerror=window.struck=1>";

  private final SecureRandom random = new SecureRandom();
  private final Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
  private final long now = InstantSource.system().millis();
  private final String kafka;
  private final ItemCipher cipher;
  final VehicleRef vehicle = VehicleRef.random(random);

  HostileCar(DataLayout data) throws Exception {
    this.kafka = Endpoints.read(data.endpoints()).bootstrapServers();
    this.cipher = DataCipher.of(data, random);
  }

  /** Enrols it, and delivers. */
  void deliver() throws IOException {
    try (var registry = new VehicleRegistry(kafka, InstantSource.system());
        var raw = new TopicWriter(kafka, Topics.RAW)) {
      Bytes seal = Bytes.of(key.generatePublicKey().getEncoded());
      registry.enrol(vehicle, seal, Digest.ZERO);
      deliver(raw, control());
      deliver(raw, telemetry());
      deliverUnsealed(raw, signal(99, MARKUP, "Vehicle.Speed", "1", now));
      deliver(raw, List.of(item(Lane.INCIDENT, 0, UnloggedItem.CATEGORY, now, unlogged())));
      deliver(raw, List.of(item(Lane.BULK, 0, ClipManifest.CATEGORY, now, manifest())));
    }
  }

  private List<Item> control() {
    List<Bytes> said =
        List.of(
            new ConsentChange(
                    1,
                    MARKUP,
                    List.of(MARKUP),
                    ConsentChange.State.YES,
                    ConsentChange.Period.ONE_YEAR,
                    now,
                    now + 1_000_000,
                    Digest.ZERO,
                    "en",
                    MARKUP)
                .encode(),
            new StayedInCar(StayedInCar.Fate.SKIPPED, MARKUP, MARKUP, List.of(MARKUP), 1, now, now)
                .encode(),
            new PlanRuling(
                    MARKUP, Digest.ZERO, PlanRuling.Verdict.REFUSED, MARKUP, List.of(MARKUP), now)
                .encode(),
            new Activation(MARKUP, 7, Digest.ZERO, now).encode(),
            new RunningSoftware(MARKUP, Digest.ZERO, List.of(), now).encode(),
            new Tombstone(1, Lane.BULK, 99, Digest.ZERO, MARKUP, MARKUP, 3).encode());
    List<String> categories =
        List.of(
            ConsentChange.CATEGORY,
            StayedInCar.CATEGORY,
            PlanRuling.CATEGORY,
            Activation.CATEGORY,
            RunningSoftware.CATEGORY,
            Tombstone.CATEGORY);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      items.add(item(Lane.CONTROL, i, categories.get(i), now, said.get(i)));
    }
    return items;
  }

  /** Two places some kilometres apart, and items whose time and category are made up. */
  private List<Item> telemetry() {
    List<Item> items = new ArrayList<>();
    items.add(signal(0, "vehicle.motion.speed", MARKUP, MARKUP, now));
    items.add(signal(1, "position.coarse", "Vehicle.CurrentLocation.Latitude", "31.205", now));
    items.add(signal(2, "position.coarse", "Vehicle.CurrentLocation.Longitude", "120.15", now));
    items.add(signal(3, "position.coarse", "Vehicle.CurrentLocation.Latitude", "31.225", now + 1));
    items.add(signal(4, "position.coarse", "Vehicle.CurrentLocation.Longitude", "120.19", now + 1));
    items.add(signal(5, "vehicle.motion.speed", "Vehicle.Speed", "1", now + 3_600_000));
    items.add(signal(6, MARKUP, "Vehicle.Speed", "1", now));
    return items;
  }

  private Item signal(int number, String category, String path, String value, long at) {
    return item(Lane.TELEMETRY, number, category, at, new Signal(path, value).encode());
  }

  private Bytes unlogged() {
    return new UnloggedItem(1, Lane.BULK, 5, Digest.ZERO, now, now, MARKUP).encode();
  }

  /** A clip whose chunks never come. */
  private Bytes manifest() {
    Digest model = ModelDescriptor.shipped().digest();
    var frame =
        new GateAttestation(
            0, now, 16, 8, Digest.ZERO, List.of(model), MARKUP, GateAttestation.Check.NONE, 1, 2);
    return new ClipManifest(
            Digest.ZERO, MARKUP, "video/mp4", 64, 64, 32, List.of(Digest.ZERO), List.of(frame))
        .encode();
  }

  private Item item(Lane lane, int number, String category, long at, Bytes payload) {
    var id = new ItemId(new ChainId(vehicle, 1, lane), number);
    return new Item(id, category, MARKUP, at, null, 0, List.of(MARKUP), payload);
  }

  private void deliver(TopicWriter raw, List<Item> items) throws IOException {
    assertThat(items).isNotEmpty();
    ChainId chain = items.get(0).id().chain();
    var segment =
        new Segment(
            chain,
            0,
            Digest.ZERO,
            items.stream().map(each -> Digest.of(each.encode())).toList(),
            Digest.ZERO,
            now,
            0,
            "SYSTEM");
    Bytes signed = sign(segment.encode());
    write(raw, chain, RawRecord.plain(RawRecord.Kind.SEGMENT, vehicle, signed));
    for (Item each : items) {
      write(raw, chain, cipher.seal(each, each.encode()));
    }
  }

  /** No segment names it. */
  private void deliverUnsealed(TopicWriter raw, Item item) throws IOException {
    write(raw, item.id().chain(), cipher.seal(item, item.encode()));
  }

  private static void write(TopicWriter raw, ChainId chain, RawRecord record) throws IOException {
    raw.write(Topics.key(chain), record.encode().toArray());
  }

  private Bytes sign(Bytes manifest) {
    byte[] bytes = manifest.toArray();
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(bytes, 0, bytes.length);
    return new SignedSegment(manifest, SignedSegment.ED25519, Bytes.of(signer.generateSignature()))
        .encode();
  }
}
