package dev.breakwater.policy.bundle;

import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle as it travels: a tar of its manifest, the signatures of it, and the files that it lists,
 * in its order.
 *
 * @param manifest its text
 * @param signatures lines as in C2SP signed-note, whose text is the manifest; empty if nobody
 *     signed
 */
public record Bundle(Bytes manifest, Bytes signatures, List<BundleFile> files) {
  /** Name of the first file. */
  static final String MANIFEST = "manifest";

  /** Name of the second file. */
  static final String SIGNATURES = "signatures";

  /** The largest bundle, bytes. */
  public static final int MAX_BYTES = Tar.MAX_BYTES;

  private static final int MAX_SIGNATURES = 64 << 10;

  public Bundle {
    files = List.copyOf(files);
  }

  /**
   * Reads the parts of a bundle and believes none.
   *
   * @throws BundleRefusedException if it is none
   */
  public static Bundle read(Bytes tar) throws BundleRefusedException {
    List<BundleFile> all = Tar.read(tar);
    if (all.size() < 2
        || !all.get(0).path().equals(MANIFEST)
        || !all.get(1).path().equals(SIGNATURES)
        || all.get(1).content().length() > MAX_SIGNATURES) {
      throw new BundleRefusedException(
          Refusal.NOT_A_BUNDLE, "a bundle begins with '" + MANIFEST + "' and '" + SIGNATURES + "'");
    }
    return new Bundle(all.get(0).content(), all.get(1).content(), all.subList(2, all.size()));
  }

  /**
   * Returns the same bundle with other signatures.
   *
   * @param lines as in C2SP signed-note
   */
  public Bundle signedWith(Bytes lines) {
    return new Bundle(manifest, lines, files);
  }

  /**
   * Returns the bundle as it travels.
   *
   * @throws IllegalArgumentException if it is too large
   */
  public Bytes tar() {
    List<BundleFile> all = new ArrayList<>();
    all.add(new BundleFile(MANIFEST, manifest));
    all.add(new BundleFile(SIGNATURES, signatures));
    all.addAll(files);
    return Tar.write(all);
  }

  /** Returns the digest by which acts name the bundle that decided: that of its manifest. */
  public Digest digest() {
    return Digest.of(manifest);
  }

  /**
   * Returns what the manifest says, once the files are found to be those that it lists.
   *
   * @throws BundleRefusedException if they are not, or the manifest cannot be read
   */
  public Manifest check(SignatureScheme scheme) throws BundleRefusedException {
    Manifest read = readManifest(scheme);
    List<String> listed = read.files().stream().map(ListedFile::path).toList();
    List<String> present = files.stream().map(BundleFile::path).toList();
    refuseAny(Refusal.MISSING_FILE, "not there: ", without(listed, present));
    refuseAny(Refusal.UNLISTED_FILE, "not in the manifest: ", without(present, listed));
    if (!listed.equals(present)) {
      throw new BundleRefusedException(
          Refusal.NOT_A_BUNDLE, "the files are not in the order of the manifest");
    }
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (!read.files().get(i).describes(files.get(i))) {
        changed.add(listed.get(i));
      }
    }
    refuseAny(Refusal.DIGEST_MISMATCH, "not as the manifest says: ", changed.stream());
    return read;
  }

  /**
   * Returns the files of one kind, in the order of the bundle.
   *
   * @param checked what {@link #check} returned
   */
  public List<BundleFile> filesOf(FileKind kind, Manifest checked) {
    List<String> paths =
        checked.files().stream().filter(file -> file.kind() == kind).map(ListedFile::path).toList();
    return files.stream().filter(file -> paths.contains(file.path())).toList();
  }

  /**
   * Returns all packs of this bundle as one engine, whose decisions name {@link #digest}.
   *
   * @param checked what {@link #check} returned
   * @throws BundleRefusedException with every mistake of the packs
   */
  public PolicyEngine compile(Manifest checked) throws BundleRefusedException {
    return PackCompiler.compile(checked, this);
  }

  private Manifest readManifest(SignatureScheme scheme) throws BundleRefusedException {
    try {
      return Manifest.read(manifest, scheme);
    } catch (InvalidSourceException e) {
      throw new BundleRefusedException(Refusal.BROKEN_MANIFEST, String.valueOf(e.getMessage()));
    }
  }

  private static Stream<String> without(List<String> all, List<String> others) {
    return all.stream().filter(path -> !others.contains(path));
  }

  private static void refuseAny(Refusal refusal, String problem, Stream<String> paths)
      throws BundleRefusedException {
    String named = paths.collect(Collectors.joining(", "));
    if (!named.isEmpty()) {
      throw new BundleRefusedException(refusal, problem + named);
    }
  }
}
