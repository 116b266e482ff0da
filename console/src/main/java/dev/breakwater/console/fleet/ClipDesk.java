package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.console.User;
import dev.breakwater.ingest.onshore.ClipReader;
import dev.breakwater.ingest.onshore.ClipReader.StoredClip;
import dev.breakwater.ingest.onshore.IncompleteClipException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens clips for somebody whose name the log has: some of their frames, as they left the car. */
final class ClipDesk {
  private final OpenedRows rows;
  private final FleetSources sources;
  private final EvidenceReads reads;
  private final ClipFrames frames = new ClipFrames();

  ClipDesk(FleetSources sources, OpenedRows rows, EvidenceReads reads) {
    this.sources = sources;
    this.rows = rows;
    this.reads = reads;
  }

  /**
   * A clip that was opened; every frame has its digest, and an attestation.
   *
   * @param item of its manifest
   * @param profile of the anonymizer
   */
  record Opened(
      String clip,
      String item,
      String sensor,
      int widthPx,
      int heightPx,
      int frames,
      String profile,
      List<ClipFrames.Shown> shown) {}

  /** Answers with a clip; {@code item} of the query names its manifest. */
  Answer open(Call call) throws IOException {
    Optional<ItemId> item = Asked.item(call.query().getOrDefault("item", ""));
    return item.isEmpty() ? Asked.notFound("clip") : open(call.user(), item.get());
  }

  private Answer open(User user, ItemId item) throws IOException {
    Optional<Outcome> row = rows.find(item);
    if (row.isEmpty()
        || row.get().verdict() != Outcome.Verdict.STORED
        || !row.get().category().equals(ClipManifest.CATEGORY)) {
      // A clip that a second look holds is in quarantine, and is not shown.
      return Asked.notFound("clip");
    }
    Optional<Item> opened = rows.item(row.get());
    if (opened.isEmpty()) {
      return new Answer.Problem(410, "erased", "The clip is erased.");
    }
    ClipManifest manifest = manifest(opened.get());
    reads.log(user, "clip/" + manifest.clip().hex(), manifest.clip());
    return open(new StoredClip(item, opened.get().purpose(), manifest));
  }

  private static ClipManifest manifest(Item item) throws IOException {
    try {
      return ClipManifest.decode(item.payload());
    } catch (WireFormatException e) {
      throw new IOException(item.id() + " is no manifest", e);
    }
  }

  private Answer open(StoredClip clip) throws IOException {
    ClipManifest manifest = clip.manifest();
    if (manifest.length() > ClipFrames.MAX_BYTES) {
      return new Answer.Problem(413, "too-long", "The clip is too long to be shown.");
    }
    Bytes file;
    try {
      file = assembled(clip);
    } catch (IncompleteClipException e) {
      return new Answer.Problem(409, "incomplete", String.valueOf(e.getMessage()));
    }
    Digest id = manifest.clip();
    return new Answer.Json(
        new Opened(
            id.hex(),
            clip.item().toString(),
            manifest.sensor(),
            manifest.widthPx(),
            manifest.heightPx(),
            manifest.frames().size(),
            manifest.frames().get(0).profile(),
            frames.of(manifest, file)));
  }

  private Bytes assembled(StoredClip clip) throws IOException, IncompleteClipException {
    var problem = new IncompleteClipException[1];
    Bytes file =
        rows.with(
            store -> {
              try {
                return new ClipReader(store, sources.cipher()).assemble(clip);
              } catch (IncompleteClipException e) {
                problem[0] = e;
                return Bytes.EMPTY;
              }
            });
    if (problem[0] != null) {
      throw problem[0];
    }
    return file;
  }
}
