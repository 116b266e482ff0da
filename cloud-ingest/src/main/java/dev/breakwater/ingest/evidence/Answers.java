package dev.breakwater.ingest.evidence;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.onshore.OnshoreStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.stream.TopicFollower;
import dev.breakwater.ingest.stream.Topics;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.Statement;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What store and statements answer to the questions that auditors ask, in the order of the items. */
public final class Answers {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String VEHICLE = "vehicle";
  private static final String EXPORT = "EXPORT";
  private static final Comparator<Outcome> BY_ITEM =
      Comparator.comparing(Outcome::vehicle)
          .thenComparing(Outcome::epoch)
          .thenComparing(Outcome::lane)
          .thenComparing(Outcome::number);

  private Answers() {}

  /**
   * Returns the stored items of a vehicle.
   *
   * @param from first instant of capture, as the vehicle says it
   * @param until first instant after
   */
  public static List<Outcome> ofVehicle(
      OnshoreStore store, ItemCipher cipher, VehicleRef vehicle, Instant from, Instant until)
      throws IOException, CorruptRowException {
    List<Outcome> rows = new ArrayList<>();
    var selection = new Selection(Part.ITEMS, Map.of(VEHICLE, vehicle.value()));
    store.each(selection, rows::add);
    for (Outcome row : List.copyOf(rows)) {
      // The column has the hour alone.
      Optional<Instant> captured =
          item(cipher, row).map(Item::capturedAtMillis).map(Instant::ofEpochMilli);
      if (captured.filter(at -> !at.isBefore(from) && at.isBefore(until)).isEmpty()) {
        rows.remove(row);
      }
    }
    rows.sort(BY_ITEM);
    return rows;
  }

  /** Returns the manifest and the chunks of a clip: with them every frame's gate attestation. */
  public static List<Outcome> ofClip(OnshoreStore store, ItemCipher cipher, Digest clip)
      throws IOException, CorruptRowException {
    List<Outcome> rows = new ArrayList<>();
    for (ClipReader.StoredClip stored : new ClipReader(store, cipher).list()) {
      if (stored.manifest().clip().equals(clip)) {
        for (String category : List.of(ClipManifest.CATEGORY, Chunk.CATEGORY)) {
          Selection selection = Selection.chain(Part.ITEMS, stored.chain()).category(category);
          store.each(selection, rows::add);
        }
      }
    }
    for (Outcome row : List.copyOf(rows)) {
      Optional<Item> item = item(cipher, row);
      if (item.isEmpty() || !isOf(clip, item.get())) {
        rows.remove(row);
      }
    }
    rows.sort(BY_ITEM);
    return rows;
  }

  /** Returns nothing if it is erased. */
  private static Optional<Item> item(ItemCipher cipher, Outcome row)
      throws IOException, CorruptRowException {
    Optional<Bytes> plain = cipher.open(row);
    try {
      return plain.isEmpty() ? Optional.empty() : Optional.of(Item.decode(plain.get()));
    } catch (WireFormatException e) {
      throw new IOException("row " + row.item() + " holds no item", e);
    }
  }

  private static boolean isOf(Digest clip, Item item) {
    try {
      Bytes payload = item.payload();
      return item.category().equals(Chunk.CATEGORY)
          ? Chunk.decode(payload).clip().equals(clip)
          : ClipManifest.decode(payload).clip().equals(clip);
    } catch (WireFormatException e) {
      return false;
    }
  }

  /**
   * Returns the exports to a recipient that the topic statements still has.
   *
   * @throws IOException if the topic cannot be read in a minute
   */
  public static List<Statement> exportsTo(String bootstrapServers, String recipient)
      throws IOException {
    List<Statement> exports = new ArrayList<>();
    TopicFollower.open(
            bootstrapServers,
            Topics.STATEMENTS,
            row -> addExport(row, recipient, exports),
            LIMIT)
        .close();
    return exports;
  }

  /**
   * Returns the policy bundles that were published, also those that nobody accepted.
   *
   * @throws IOException if the topic cannot be read in a minute
   */
  public static List<Bundle> bundles(String bootstrapServers) throws IOException {
    List<Bundle> bundles = new ArrayList<>();
    TopicFollower.open(
            bootstrapServers, Topics.POLICY_BUNDLES, row -> addBundle(row, bundles), LIMIT)
        .close();
    return bundles;
  }

  private static void addBundle(ConsumerRecord<String, byte[]> row, List<Bundle> bundles) {
    try {
      if (row.value() != null) {
        bundles.add(Bundle.read(Bytes.of(row.value())));
      }
    } catch (BundleRefusedException e) {
      // Nothing was decided by what is no bundle.
      return;
    }
  }

  private static void addExport(
      ConsumerRecord<String, byte[]> row, String recipient, List<Statement> exports) {
    try {
      Statement statement = Statement.decode(Bytes.of(row.value()));
      if (statement.stage().equals(EXPORT) && statement.about().recipient().equals(recipient)) {
        exports.add(statement);
      }
    } catch (WireFormatException e) {
      // It is in the log as what it is: bytes that are no statement.
      return;
    }
  }
}
