package dev.breakwater.audit.evidence;

import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.timestamp.TimestampToken;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An evidence pack that is being made: add what answers the question, then log a statement of
 * {@link #committed}, then {@link #seal} the pack with that statement's proof. So no pack verifies
 * whose disclosure is not in the log. One thread.
 */
public final class PackDraft {
  /** Stage of the leaf that says that a pack was made. */
  public static final String STAGE = "DISCLOSE";

  private final Request request;
  private final SortedMap<String, Bytes> files = new TreeMap<>();

  public PackDraft(Request request) {
    this.request = request;
    files.put(PackFiles.README, readme());
  }

  /**
   * Adds an entry of the log.
   *
   * @param proof carries the entry
   * @param opening opens it, or null to leave it closed
   * @param item the item's encoding that the opening has the digest of, or null to withhold it
   */
  public void add(TlogProof proof, @Nullable Opening opening, @Nullable Bytes item) {
    String name = PackFiles.entry(proof.index());
    files.put(name + PackFiles.PROOF, proof.encode());
    if (opening != null) {
      files.put(name + PackFiles.OPENING, opening.encode());
    }
    if (item != null) {
      files.put(name + PackFiles.ITEM, item);
    }
  }

  /**
   * Adds the token that says since when a checkpoint exists that proofs of this pack have.
   *
   * @param checkpoint digest of its text
   */
  public void addTimestamp(Digest checkpoint, TimestampToken token) {
    files.put(PackFiles.timestamp(checkpoint), token.encoded());
  }

  /**
   * Adds the text that a leaf names by its pack digest: a built-in pack, or a bundle's manifest.
   */
  public void addPolicy(Bytes text) {
    attach(PackFiles.POLICY + Digest.of(text).hex() + ".yaml", text);
  }

  /**
   * Adds a file that helps to understand: under {@code policy/}, {@code models/}, {@code notices/}
   * or {@code documents/}.
   *
   * @throws IllegalArgumentException if the path is another
   */
  public void attach(String path, Bytes content) {
    if (!PackFiles.ATTACHMENT.matcher(path).matches()) {
      throw new IllegalArgumentException("no pack has a file " + path);
    }
    files.put(path, content);
  }

  /** Returns what the statement of stage {@link #STAGE} commits to. */
  public CommittedContent committed() {
    Digest digest = Digest.of(manifest().encode());
    return new CommittedContent(
        request.question(), digest, "", request.atMillis(), request.auditor());
  }

  /**
   * Returns the pack.
   *
   * @param proof of the statement's leaf
   * @param opening of the statement's leaf
   */
  public Bytes seal(TlogProof proof, Opening opening) {
    SortedMap<String, Bytes> all = new TreeMap<>(files);
    all.put(PackFiles.MANIFEST, manifest().encode());
    all.put(PackFiles.DISCLOSURE_PROOF, proof.encode());
    all.put(PackFiles.DISCLOSURE_OPENING, opening.encode());
    return CanonicalZip.write(all);
  }

  private PackManifest manifest() {
    SortedMap<String, Digest> digests = new TreeMap<>();
    files.forEach((path, content) -> digests.put(path, Digest.of(content)));
    return new PackManifest(request, digests);
  }

  private static Bytes readme() {
    try (InputStream in = PackDraft.class.getResourceAsStream(PackFiles.README)) {
      if (in == null) {
        throw new IllegalStateException(PackFiles.README + " is not beside this class");
      }
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
