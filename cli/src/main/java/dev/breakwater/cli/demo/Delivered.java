package dev.breakwater.cli.demo;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** What reached Kafka, read from the topics themselves. */
final class Delivered {
  private final Map<String, Bytes> sealKeys = new HashMap<>();
  private final Map<ItemId, Long> items = new HashMap<>();
  private final Map<String, Long> refused = new HashMap<>();
  private final NavigableMap<Long, Digest> packs = new TreeMap<>();
  private final Set<Digest> sealed = new HashSet<>();
  private final ItemCipher cipher;
  private final Consumer<Bytes> examiner;

  private Delivered(ItemCipher cipher, Consumer<Bytes> examiner) {
    this.cipher = cipher;
    this.examiner = examiner;
  }

  /**
   * Reads the topics to the end they have now.
   *
   * @param cipher opens the items
   * @param examiner is handed all bytes that came from a vehicle, as they are stored and opened
   */
  static Delivered read(TopicReader topics, ItemCipher cipher, Consumer<Bytes> examiner)
      throws IOException {
    var delivered = new Delivered(cipher, examiner);
    topics.each(Topics.VEHICLES, delivered::vehicle);
    topics.each(Topics.RAW, delivered::raw);
    topics.each(Topics.OUTCOMES, delivered::outcome);
    return delivered;
  }

  private void vehicle(Bytes value) {
    VehicleRecord row = decoded(value, VehicleRecord::decode);
    sealKeys.put(row.vehicle().value(), row.sealKey());
  }

  private void raw(Bytes value) {
    RawRecord row = decoded(value, RawRecord::decode);
    examiner.accept(row.body());
    switch (row.kind()) {
      case SEGMENT -> segment(row);
      case ITEM -> item(row);
    }
  }

  /** What does not decode or verify here is the job's to quarantine; it names nothing. */
  private void segment(RawRecord row) {
    try {
      SignedSegment signed = SignedSegment.decode(row.body());
      Segment segment = Segment.decode(signed.manifest());
      Bytes key = sealKeys.get(segment.chain().vehicle().value());
      if (key != null && isSignedBy(key, signed)) {
        sealed.addAll(segment.items());
      }
    } catch (WireFormatException e) {
      return;
    }
  }

  private void item(RawRecord row) {
    try {
      Optional<Bytes> plain = opened(row);
      if (plain.isPresent()) {
        examiner.accept(plain.get());
        Item item = Item.decode(plain.get());
        items.put(item.id(), SourceItems.in(item));
      }
    } catch (WireFormatException e) {
      return;
    }
  }

  private Optional<Bytes> opened(RawRecord row) {
    try {
      return row.key().isEmpty()
          ? Optional.of(row.body())
          : cipher.open(row.key(), row.peer().value(), row.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long sourceItems(Outcome outcome) {
    try {
      Optional<Bytes> plain = cipher.open(outcome);
      return plain.isPresent()
          ? decoded(plain.get(), bytes -> SourceItems.in(Item.decode(bytes)))
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void outcome(Bytes value) {
    Outcome outcome = decoded(value, Outcome::decode);
    packs.put(outcome.appendedAtMillis(), outcome.pack());
    if (outcome.verdict() == Outcome.Verdict.REFUSED) {
      refused.put(outcome.item(), sourceItems(outcome));
    }
  }

  private static boolean isSignedBy(Bytes key, SignedSegment signed) {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(key.toArray(), 0));
    byte[] manifest = signed.manifest().toArray();
    verifier.update(manifest, 0, manifest.length);
    return verifier.verifySignature(signed.signature().toArray());
  }

  private interface Decoder<T> {
    T decode(Bytes bytes) throws WireFormatException;
  }

  /** For bytes that our own onshore side wrote. */
  private static <T> T decoded(Bytes value, Decoder<T> decoder) {
    try {
      return decoder.decode(value);
    } catch (WireFormatException e) {
      throw new IllegalStateException("a topic has a record that is not its own", e);
    }
  }

  /** Returns how many source items the distinct items in Kafka carry. */
  long sourceItems() {
    return items.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many source items the job refused. */
  long refusedSourceItems() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many outcomes are refusals. */
  long refusals() {
    return refused.size();
  }

  /** Returns how often another policy began to decide; the first one counts too. */
  long policies() {
    long count = 0;
    Digest before = null;
    for (Digest pack : packs.values()) {
      count += pack.equals(before) ? 0 : 1;
      before = pack;
    }
    return count;
  }

  /** Returns whether a segment that the vehicle signed names these bytes. */
  boolean isSealed(Digest digest) {
    return sealed.contains(digest);
  }
}
