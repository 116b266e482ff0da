package dev.breakwater.audit.evidence;

import dev.breakwater.audit.auditor.PolicyFile;
import dev.breakwater.audit.auditor.TlogProof;
import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.CommittedContent;
import dev.breakwater.audit.layout.Leaf;
import dev.breakwater.audit.layout.NonCanonicalException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.audit.timestamp.TimeAnchors;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an evidence pack offline, with nothing but a policy file. In this order: the zip is
 * canonical; the files are those of the manifest; the log has a leaf that says that this very
 * manifest was disclosed to this auditor; each entry is in the log, and what opens it does; each
 * policy has the digest that the leaves call it by. Thread-safe.
 */
public final class PackVerifier {
  /** Longest pack, in bytes. */
  public static final int MAX_BYTES = 512 << 20;

  /** Most files in a pack. */
  public static final int MAX_FILES = 50_000;

  private static final Set<String> UNLISTED =
      Set.of(PackFiles.MANIFEST, PackFiles.DISCLOSURE_OPENING, PackFiles.DISCLOSURE_PROOF);

  private final PolicyFile policy;
  private final @Nullable TimeAnchors anchors;

  /** Verifies packs without their time-stamps. */
  public PackVerifier(PolicyFile policy) {
    this(policy, null);
  }

  /**
   * @param anchors of time-stamp authorities; null to leave the time-stamps unchecked
   */
  public PackVerifier(PolicyFile policy, @Nullable TimeAnchors anchors) {
    this.policy = policy;
    this.anchors = anchors;
  }

  /**
   * @throws BrokenPackException naming the first file that is wrong
   */
  public VerifiedPack verify(Bytes zip) throws BrokenPackException {
    if (zip.length() > MAX_BYTES) {
      throw new BrokenPackException("", "it is longer than " + MAX_BYTES + " bytes");
    }
    SortedMap<String, Bytes> files = CanonicalZip.read(zip, MAX_FILES);
    Bytes manifestFile = file(files, PackFiles.MANIFEST);
    PackManifest manifest = PackManifest.parse(manifestFile);
    checkFiles(files, manifest);
    Proven disclosure = proven(PackFiles.DISCLOSURE_PROOF, files);
    checkDisclosure(files, manifest, disclosure.leaf());
    List<VerifiedPack.Entry> entries = new ArrayList<>();
    Set<Digest> policies = new HashSet<>();
    List<String> attachments = new ArrayList<>();
    PackTimestamps timestamps = PackTimestamps.verify(files, anchors);
    for (String path : manifest.files().keySet()) {
      if (path.startsWith(PackFiles.POLICY) && path.endsWith(".yaml")) {
        policies.add(policy(path, files));
      } else if (path.endsWith(PackFiles.PROOF)) {
        entries.add(entry(path, files, timestamps));
      } else if (!PackFiles.ENTRY.matcher(path).matches()
          && !PackFiles.TIMESTAMP.matcher(path).matches()) {
        attachments.add(path);
      }
    }
    timestamps.requireAllUsed();
    return new VerifiedPack(
        manifest.request(),
        disclosure.checkpoint(),
        disclosure.leaf().sequence(),
        entries,
        policies,
        attachments,
        timestamps.unchecked());
  }

  private static void checkFiles(SortedMap<String, Bytes> files, PackManifest manifest)
      throws BrokenPackException {
    var expected = new TreeSet<>(manifest.files().keySet());
    expected.addAll(UNLISTED);
    for (String path : files.keySet()) {
      if (!expected.remove(path)) {
        throw new BrokenPackException(path, "the manifest does not list it");
      }
    }
    if (!expected.isEmpty()) {
      throw new BrokenPackException(expected.first(), "is missing");
    }
    for (Map.Entry<String, Digest> each : manifest.files().entrySet()) {
      if (!Digest.of(file(files, each.getKey())).equals(each.getValue())) {
        throw new BrokenPackException(each.getKey(), "does not have the manifest's digest");
      }
      requireKnown(each.getKey(), files);
    }
  }

  private static void requireKnown(String path, SortedMap<String, Bytes> files)
      throws BrokenPackException {
    Matcher entry = PackFiles.ENTRY.matcher(path);
    boolean proven =
        entry.matches()
            && files.containsKey("entries/" + entry.group(1) + PackFiles.PROOF)
            && (!path.endsWith(PackFiles.ITEM)
                || files.containsKey("entries/" + entry.group(1) + PackFiles.OPENING));
    boolean attached = PackFiles.ATTACHMENT.matcher(path).matches();
    boolean token = PackFiles.TIMESTAMP.matcher(path).matches();
    if (!proven && !attached && !token && !path.equals(PackFiles.README)) {
      throw new BrokenPackException(path, "belongs to no proven entry");
    }
  }

  private static void checkDisclosure(
      SortedMap<String, Bytes> files, PackManifest manifest, Leaf leaf) throws BrokenPackException {
    String path = PackFiles.DISCLOSURE_OPENING;
    Request request = manifest.request();
    var expected =
        new CommittedContent(
            request.question(),
            Digest.of(file(files, PackFiles.MANIFEST)),
            "",
            request.atMillis(),
            request.auditor());
    Opening opening = opening(path, files, leaf);
    if (!opening.content().equals(expected)) {
      throw new BrokenPackException(path, "the log has the disclosure of another pack");
    }
    if (!leaf.content().stage().equals(PackDraft.STAGE)) {
      throw new BrokenPackException(path, "the log's entry is no disclosure");
    }
  }

  private VerifiedPack.Entry entry(
      String path, SortedMap<String, Bytes> files, PackTimestamps timestamps)
      throws BrokenPackException {
    Proven proven = proven(path, files);
    Leaf leaf = proven.leaf();
    String name = PackFiles.entry(leaf.sequence());
    if (!path.equals(name + PackFiles.PROOF)) {
      throw new BrokenPackException(path, "it proves entry " + leaf.sequence());
    }
    boolean opened = files.containsKey(name + PackFiles.OPENING);
    @Nullable Opening opening = opened ? opening(name + PackFiles.OPENING, files, leaf) : null;
    @Nullable Bytes item = files.get(name + PackFiles.ITEM);
    if (item != null && (opening == null || !Digest.of(item).equals(opening.content().digest()))) {
      throw new BrokenPackException(
          name + PackFiles.ITEM, "the entry was made for another item than this");
    }
    return new VerifiedPack.Entry(
        leaf.sequence(),
        leaf.content(),
        Optional.ofNullable(opening),
        Optional.ofNullable(item),
        timestamps.use(proven.checkpoint()));
  }

  private record Proven(Checkpoint checkpoint, Leaf leaf) {}

  private Proven proven(String path, SortedMap<String, Bytes> files) throws BrokenPackException {
    try {
      TlogProof proof = TlogProof.parse(file(files, path));
      Checkpoint checkpoint = proof.verify(policy);
      Leaf leaf = Leaf.decode(proof.extra());
      if (leaf.sequence() != proof.index()) {
        throw new BrokenPackException(path, "entry " + proof.index() + " says it is another");
      }
      return new Proven(checkpoint, leaf);
    } catch (InvalidProofException | NoteException | NonCanonicalException e) {
      throw new BrokenPackException(path, String.valueOf(e.getMessage()));
    }
  }

  private static Opening opening(String path, SortedMap<String, Bytes> files, Leaf leaf)
      throws BrokenPackException {
    try {
      Opening opening = Opening.parse(file(files, path));
      if (!opening.opens(leaf.content())) {
        throw new BrokenPackException(path, "does not open entry " + leaf.sequence());
      }
      return opening;
    } catch (NonCanonicalException e) {
      throw new BrokenPackException(path, String.valueOf(e.getMessage()));
    }
  }

  private static Digest policy(String path, SortedMap<String, Bytes> files)
      throws BrokenPackException {
    Digest digest = Digest.of(file(files, path));
    if (!path.equals(PackFiles.POLICY + digest.hex() + ".yaml")) {
      throw new BrokenPackException(path, "does not have the digest in its name");
    }
    return digest;
  }

  private static Bytes file(SortedMap<String, Bytes> files, String path)
      throws BrokenPackException {
    Bytes content = files.get(path);
    if (content == null) {
      throw new BrokenPackException(path, "is missing");
    }
    return content;
  }
}
