package dev.breakwater.cli.vehicle;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.audit.checkpoint.VerifierKey;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A release of the agent: a folder whose every file is listed with its SHA-256 in {@value
 * #MANIFEST}, a C2SP signed note. A file that is not listed, is missing, differs, or is no plain
 * file makes it no release.
 */
public final class Release {
  /** The list, and who signed it. */
  public static final String MANIFEST = "release.note";

  private static final String HEAD = "breakwater release 1";
  private static final int MAX_FILES = 10_000;

  private Release() {}

  /** A folder is not the release that its manifest says, or nobody whom we trust signed it. */
  public static final class RefusedException extends Exception {
    RefusedException(String problem) {
      super(problem);
    }

    /** Returns what to do. */
    public String remedy() {
      return "Do not start it; get the release again from who signed it.";
    }
  }

  /**
   * Lists and signs what is in a folder; an earlier manifest is replaced.
   *
   * @throws RefusedException if there is something else than plain files, or too many
   */
  public static void sign(Path folder, SignerKey key) throws IOException, RefusedException {
    Bytes note = key.sign(list(folder)).encode();
    Files.write(folder.resolve(MANIFEST), note.toArray());
  }

  /**
   * Checks every file of a release.
   *
   * @return how many files it has
   * @throws RefusedException if anything is not as signed
   */
  public static int verify(Path folder, VerifierKey key) throws IOException, RefusedException {
    String signed = signedList(folder, key);
    String present = list(folder);
    if (!signed.equals(present)) {
      List<String> expected = signed.lines().toList();
      List<String> found = present.lines().toList();
      String missing = first(expected, found);
      throw new RefusedException(
          missing.isEmpty()
              ? "not listed: " + first(found, expected)
              : "not as signed: " + missing);
    }
    return (int) signed.lines().count() - 1;
  }

  /**
   * Returns the digest of the list of a release, whoever signed it: the release that ran before
   * verified it. {@link Digest#ZERO} if the folder has no list.
   *
   * @throws IOException also if it is larger than any list
   */
  public static Digest digest(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Digest.ZERO;
    }
    if (Files.size(file) > SignedNote.MAX_BYTES) {
      throw new IOException(file + " is larger than " + SignedNote.MAX_BYTES + " bytes");
    }
    return Digest.of(Files.readAllBytes(file));
  }

  private static String first(List<String> all, List<String> without) {
    return all.stream().filter(line -> !without.contains(line)).findFirst().orElse("");
  }

  private static String signedList(Path folder, VerifierKey key)
      throws IOException, RefusedException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(file + " is missing");
    }
    try (InputStream in = Files.newInputStream(file)) {
      SignedNote note = SignedNote.parse(Bytes.of(in.readNBytes(SignedNote.MAX_BYTES + 1)));
      note.require(key);
      return note.text();
    } catch (NoteException e) {
      throw new RefusedException(file + ": " + e.getMessage());
    }
  }

  /** One line for each file in the order of their names, so that two lists can be compared. */
  private static String list(Path folder) throws IOException, RefusedException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    if (all.size() > MAX_FILES) {
      throw new RefusedException("more than " + MAX_FILES + " files");
    }
    var digests = new TreeMap<String, String>();
    for (Path file : all) {
      String name = folder.relativize(file).toString();
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || name.contains("\n")) {
        throw new RefusedException("not a plain file: " + name);
      }
      if (!name.equals(MANIFEST)) {
        digests.put(name, Digest.of(Files.readAllBytes(file)).hex());
      }
    }
    List<String> lines = new ArrayList<>(List.of(HEAD));
    digests.forEach((name, digest) -> lines.add(digest + "  " + name));
    return String.join("\n", lines) + "\n";
  }
}
