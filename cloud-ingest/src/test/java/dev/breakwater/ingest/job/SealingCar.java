package dev.breakwater.ingest.job;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.Signal;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.StayedInCar;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A car that seals what it sends as the agent does, for tests; real signatures, real encodings. */
public final class SealingCar {
  public static final Digest MODEL = Digest.of("detector".getBytes(StandardCharsets.UTF_8));
  private static final int BOX_HEADER = 8;
  private static final int MEDIA_OFFSET = 2 * BOX_HEADER;
  public static final String PURPOSE = "incident.review";

  private final Ed25519PrivateKeyParameters key;
  private final VehicleRef vehicle;
  private final long wallMillis;
  private final Map<Lane, Long> next = new EnumMap<>(Lane.class);
  private final Map<Lane, Digest> last = new EnumMap<>(Lane.class);

  /**
   * @param wallMillis the car's clock, which stands still
   */
  public SealingCar(long seed, long wallMillis) {
    var random = new Random(seed);
    byte[] secret = new byte[Ed25519PrivateKeyParameters.KEY_SIZE];
    random.nextBytes(secret);
    this.key = new Ed25519PrivateKeyParameters(secret);
    this.vehicle = VehicleRef.random(random);
    this.wallMillis = wallMillis;
  }

  public VehicleRef vehicle() {
    return vehicle;
  }

  public VehicleRecord enrolled() {
    return record(VehicleRecord.Status.ENROLLED, 0);
  }

  public VehicleRecord record(VehicleRecord.Status status, long sinceMillis) {
    Bytes seal = Bytes.of(key.generatePublicKey().getEncoded());
    return new VehicleRecord(vehicle, seal, Digest.ZERO, status, sinceMillis);
  }

  public ChainId chain(Lane lane) {
    return new ChainId(vehicle, 1, lane);
  }

  /** Returns the next item of the lane; seal it before the one after it is asked for. */
  public Item item(Lane lane, String category, Bytes payload) {
    return item(lane, 0, category, payload);
  }

  /** Returns the item that comes {@code ahead} numbers after the next one of the lane. */
  public Item item(Lane lane, int ahead, String category, Bytes payload) {
    var id = new ItemId(chain(lane), next.getOrDefault(lane, 0L) + ahead);
    return new Item(id, category, PURPOSE, wallMillis, null, 0, List.of(), payload);
  }

  public List<Item> signals(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var signal = new Signal("Vehicle.Speed", String.valueOf(i));
      items.add(item(Lane.TELEMETRY, i, "vehicle.motion.speed", signal.encode()));
    }
    return items;
  }

  public Item stayed(StayedInCar.Fate fate) {
    var statement =
        new StayedInCar(fate, "exterior.frame", "test", List.of(), 1, wallMillis, wallMillis);
    return item(Lane.CONTROL, StayedInCar.CATEGORY, statement.encode());
  }

  /**
   * A clip that is not sealed yet.
   *
   * @param items the manifest, then the chunks
   */
  public record Clip(Bytes file, List<Item> items) {}

  /** Returns an MP4 whose frames have the given lengths and random content. */
  public Clip clip(int... frameBytes) {
    byte[] file = mp4(frameBytes);
    List<GateAttestation> frames = new ArrayList<>();
    int offset = MEDIA_OFFSET;
    for (int i = 0; i < frameBytes.length; i++) {
      Digest output = Digest.of(ByteBuffer.wrap(file, offset, frameBytes[i]));
      frames.add(attestation(i, offset, frameBytes[i], MODEL, output));
      offset += frameBytes[i];
    }
    List<Bytes> chunks = new ArrayList<>();
    for (int at = 0; at < file.length; at += Chunk.MAX_BYTES) {
      chunks.add(Bytes.of(file).slice(at, Math.min(file.length, at + Chunk.MAX_BYTES)));
    }
    var manifest =
        new ClipManifest(
            Digest.of(file),
            "exterior.front",
            "video/mp4",
            640,
            360,
            file.length,
            chunks.stream().map(Digest::of).toList(),
            frames);
    List<Item> items = new ArrayList<>();
    items.add(item(Lane.BULK, ClipManifest.CATEGORY, manifest.encode()));
    for (int i = 0; i < chunks.size(); i++) {
      var chunk = new Chunk(manifest.clip(), i, chunks.get(i));
      items.add(item(Lane.BULK, i + 1, Chunk.CATEGORY, chunk.encode()));
    }
    return new Clip(Bytes.of(file), items);
  }

  private static byte[] mp4(int... frameBytes) {
    byte[] media = new byte[IntStream.of(frameBytes).sum()];
    new Random(media.length).nextBytes(media);
    var file = ByteBuffer.allocate(BOX_HEADER * 3 + media.length);
    file.putInt(BOX_HEADER).put("ftyp".getBytes(StandardCharsets.US_ASCII));
    file.putInt(BOX_HEADER + media.length).put("mdat".getBytes(StandardCharsets.US_ASCII));
    file.put(media);
    file.putInt(BOX_HEADER).put("moov".getBytes(StandardCharsets.US_ASCII));
    return file.array();
  }

  public GateAttestation attestation(long frame, long offset, int length, Digest model) {
    return attestation(frame, offset, length, model, Digest.ZERO);
  }

  private GateAttestation attestation(
      long frame, long offset, int length, Digest model, Digest output) {
    return new GateAttestation(
        frame,
        wallMillis,
        offset,
        length,
        output,
        List.of(model),
        "test",
        GateAttestation.Check.NONE,
        0,
        0);
  }

  /** Seals the items, which have the lane's next numbers, as the lane's next segment. */
  public SignedSegment seal(List<Item> items) {
    Lane lane = items.get(0).id().chain().lane();
    SignedSegment signed = sign(segment(items));
    last.put(lane, Digest.of(signed.manifest()));
    next.merge(lane, (long) items.size(), Long::sum);
    return signed;
  }

  /** Returns the segment that {@link #seal} would sign now. */
  public Segment segment(List<Item> items) {
    Lane lane = items.get(0).id().chain().lane();
    return new Segment(
        chain(lane),
        items.get(0).id().number(),
        last.getOrDefault(lane, Digest.ZERO),
        items.stream().map(item -> Digest.of(item.encode())).toList(),
        Digest.ZERO,
        wallMillis,
        0,
        "SYSTEM");
  }

  public SignedSegment sign(Segment segment) {
    byte[] manifest = segment.encode().toArray();
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(manifest, 0, manifest.length);
    return new SignedSegment(
        Bytes.of(manifest), SignedSegment.ED25519, Bytes.of(signer.generateSignature()));
  }
}
