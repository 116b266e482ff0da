package dev.breakwater.ingest.job;

import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.GateAttestation;
import java.util.Set;

/**
 * Checks that a clip manifest attests a clip that the gate let pass: frames in order, each with its
 * own part of the file, each seen by a pinned detector. That the coded bytes are the attested ones
 * is checked when the clip is put together, since its chunks come later.
 */
final class Attestations {
  private Attestations() {}

  static void check(ClipManifest manifest, Set<Digest> models) throws RejectedException {
    checkChunks(manifest);
    if (manifest.frames().isEmpty()) {
      throw rejected("the clip attests no frame");
    }
    if (manifest.latencies().isTold()
        && manifest.latencies().frames() != manifest.frames().size()) {
      throw rejected("the latencies are of " + manifest.latencies().frames() + " frames");
    }
    long frame = -1;
    long end = 0;
    for (GateAttestation each : manifest.frames()) {
      if (each.frame() <= frame) {
        throw rejected("frame " + each.frame() + " comes after frame " + frame);
      }
      // Compared without adding: an offset near the largest long must not wrap round.
      if (each.offset() < end || each.length() > manifest.length() - each.offset()) {
        throw rejected("frame " + each.frame() + " has bytes that are not its own");
      }
      if (!models.containsAll(each.models())) {
        throw rejected("frame " + each.frame() + " was seen by a model that is not pinned");
      }
      frame = each.frame();
      end = each.offset() + each.length();
    }
  }

  /** Every chunk but the last is full. */
  private static void checkChunks(ClipManifest manifest) throws RejectedException {
    long needed = 1 + (manifest.length() - 1) / Chunk.MAX_BYTES;
    if (manifest.length() < 1 || manifest.chunks().size() != needed) {
      throw rejected(manifest.chunks().size() + " chunks for " + manifest.length() + " bytes");
    }
  }

  private static RejectedException rejected(String detail) {
    return new RejectedException(Reason.ATTESTATION, detail);
  }
}
