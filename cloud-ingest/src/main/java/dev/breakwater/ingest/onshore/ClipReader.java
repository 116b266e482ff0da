package dev.breakwater.ingest.onshore;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipCheck;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Puts clips together from the rows of the store. */
public final class ClipReader {
  /** The longest clip that is put together in memory. */
  public static final int MAX_CLIP_BYTES = 512 << 20;

  private final OnshoreStore store;
  private final ItemCipher cipher;

  /**
   * @param cipher opens the rows; what is erased is not there
   */
  public ClipReader(OnshoreStore store, ItemCipher cipher) {
    this.store = store;
    this.cipher = cipher;
  }

  /**
   * A stored clip manifest.
   *
   * @param item that carries it; the clip's chunks are on the same chain
   * @param purpose what the clip was collected for
   */
  public record StoredClip(ItemId item, String purpose, ClipManifest manifest) {
    public ChainId chain() {
      return item.chain();
    }
  }

  /** Returns the manifests of all stored clips, also of those whose chunks are not all there. */
  public List<StoredClip> list() throws IOException, CorruptRowException {
    List<Outcome> rows = new ArrayList<>();
    store.each(Selection.all(Part.ITEMS).category(ClipManifest.CATEGORY), rows::add);
    List<StoredClip> clips = new ArrayList<>();
    for (Outcome row : rows) {
      Optional<Item> item = item(row);
      if (item.isPresent()) {
        Bytes payload = item.get().payload();
        var manifest = decoded(row, () -> ClipManifest.decode(payload));
        clips.add(new StoredClip(item.get().id(), row.purpose(), manifest));
      }
    }
    return clips;
  }

  /**
   * Returns the clip's file, with every check passed that needs no codec: the digests of file and
   * chunks, and that each coded byte belongs to a frame which the gate attests.
   *
   * @param clip digest of the file
   * @throws IncompleteClipException if it is not all there, or a check fails
   */
  public Bytes assemble(Digest clip)
      throws IOException, CorruptRowException, IncompleteClipException {
    StoredClip stored =
        list().stream()
            .filter(each -> each.manifest().clip().equals(clip))
            .findFirst()
            .orElseThrow(() -> new IncompleteClipException(clip, "no manifest is stored"));
    return assemble(stored);
  }

  /** The same of a clip whose manifest the caller has. */
  public Bytes assemble(StoredClip stored)
      throws IOException, CorruptRowException, IncompleteClipException {
    Digest clip = stored.manifest().clip();
    if (stored.manifest().length() > MAX_CLIP_BYTES) {
      throw new IncompleteClipException(clip, "it is longer than " + MAX_CLIP_BYTES + " bytes");
    }
    Bytes file = joined(stored);
    List<String> problems = ClipCheck.problems(stored.manifest(), file.asBuffer());
    if (!problems.isEmpty()) {
      throw new IncompleteClipException(clip, String.join("; ", problems));
    }
    return file;
  }

  /** Returns what a clip is made of: its manifests, and its chunks of each chain. */
  public List<ItemId> items(Digest clip) throws IOException, CorruptRowException {
    List<ItemId> items = new ArrayList<>();
    for (StoredClip each : list()) {
      if (each.manifest().clip().equals(clip)) {
        items.add(each.item());
        chunks(each, (chunk, item) -> items.add(item.id()));
      }
    }
    return items;
  }

  private Bytes joined(StoredClip stored)
      throws IOException, CorruptRowException, IncompleteClipException {
    ClipManifest manifest = stored.manifest();
    SortedMap<Integer, Bytes> chunks = chunks(stored);
    if (chunks.size() != manifest.chunks().size()) {
      throw new IncompleteClipException(
          manifest.clip(), chunks.size() + " of " + manifest.chunks().size() + " chunks are there");
    }
    ByteBuffer file = ByteBuffer.allocate(chunks.values().stream().mapToInt(Bytes::length).sum());
    chunks.values().forEach(chunk -> file.put(chunk.asBuffer()));
    return Bytes.of(file.array());
  }

  private SortedMap<Integer, Bytes> chunks(StoredClip stored)
      throws IOException, CorruptRowException {
    SortedMap<Integer, Bytes> chunks = new TreeMap<>();
    chunks(stored, (chunk, item) -> chunks.put(chunk.index(), chunk.bytes()));
    return chunks;
  }

  private void chunks(StoredClip stored, BiConsumer<Chunk, Item> taking)
      throws IOException, CorruptRowException {
    List<Outcome> rows = new ArrayList<>();
    store.each(Selection.chain(Part.ITEMS, stored.chain()).category(Chunk.CATEGORY), rows::add);
    for (Outcome row : rows) {
      Optional<Item> item = item(row);
      if (item.isPresent()) {
        Bytes payload = item.get().payload();
        Chunk chunk = decoded(row, () -> Chunk.decode(payload));
        if (chunk.clip().equals(stored.manifest().clip())) {
          taking.accept(chunk, item.get());
        }
      }
    }
  }

  /** Returns the item of a row, or nothing if it is erased. */
  private Optional<Item> item(Outcome row) throws IOException, CorruptRowException {
    try {
      Optional<Bytes> plain = cipher.open(row);
      return plain.isEmpty()
          ? Optional.empty()
          : Optional.of(decoded(row, () -> Item.decode(plain.get())));
    } catch (UnopenableException e) {
      throw new CorruptRowException(Part.ITEMS, row.item(), String.valueOf(e.getMessage()));
    }
  }

  private interface Decoder<T> {
    T decode() throws WireFormatException;
  }

  private static <T> T decoded(Outcome row, Decoder<T> decoder) throws CorruptRowException {
    try {
      return decoder.decode();
    } catch (WireFormatException e) {
      throw new CorruptRowException(Part.ITEMS, row.item(), String.valueOf(e.getMessage()));
    }
  }
}
