package dev.breakwater.audit.checkpoint;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The head of a log's tree (C2SP tlog-checkpoint).
 *
 * @param origin identity of the log, the name of its key
 * @param size of the tree, in leaves
 * @param root RFC 6962 root of the tree
 * @param extensions further lines, opaque; we write none
 */
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /**
   * @throws IllegalArgumentException if a line is empty or has a line break, or the size is
   *     negative
   */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (!isLine(origin) || size < 0 || !extensions.stream().allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("a checkpoint has an origin and a size of at least 0");
    }
  }

  public Checkpoint(String origin, long size, Digest root) {
    this(origin, size, root, List.of());
  }

  /** Returns the text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n').append(size).append('\n');
    text.append(NoteText.base64(root.value())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * Reads the text of a note; whether the note is signed is the caller's question.
   *
   * @throws NoteException unless it is what {@link #text} writes
   */
  public static Checkpoint parse(String text) throws NoteException {
    List<String> lines = List.of(text.split("\n", -1));
    int end = lines.size() - 1;
    boolean complete = end >= 3 && lines.get(end).isEmpty();
    if (!complete || !lines.subList(0, end).stream().allMatch(Checkpoint::isLine)) {
      throw new NoteException("a checkpoint has an origin, a size and a root");
    }
    Bytes root = NoteText.base64(lines.get(2));
    if (!SIZE.matcher(lines.get(1)).matches() || root.length() != Digest.LENGTH) {
      throw new NoteException("a checkpoint has an origin, a size and a root");
    }
    long size = Long.parseLong(lines.get(1));
    return new Checkpoint(lines.get(0), size, new Digest(root), lines.subList(3, end));
  }

  /**
   * Reads a checkpoint that the log with {@code key} signed.
   *
   * @throws NoteException if it is malformed, not signed by the key, or of another origin
   */
  public static Checkpoint open(Bytes note, VerifierKey key) throws NoteException {
    SignedNote signed = SignedNote.parse(note);
    signed.require(key);
    Checkpoint checkpoint = parse(signed.text());
    if (!checkpoint.origin().equals(key.name())) {
      throw new NoteException("signed by " + key.name() + " for the log " + checkpoint.origin());
    }
    return checkpoint;
  }

  private static boolean isLine(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> c < ' ');
  }
}
