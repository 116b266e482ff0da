package dev.breakwater.audit.auditor;

import dev.breakwater.audit.checkpoint.Checkpoint;
import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.layout.TreeHash;
import dev.breakwater.audit.proof.InclusionProof;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That an entry is in a log, in one text file that is verified offline (C2SP tlog-proof, {@code
 * *.tlog-proof}).
 *
 * @param extra opaque, may be empty; our proofs carry the entry itself here
 * @param index of the entry
 * @param path RFC 6962 inclusion proof
 * @param note the checkpoint, verbatim
 */
public record TlogProof(Bytes extra, long index, List<Digest> path, Bytes note) {
  /** Longest proof file, in bytes. */
  public static final int MAX_BYTES = 512 << 10;

  private static final String BASE64 = "[A-Za-z0-9+/]*={0,2}";
  private static final Pattern FORM =
      Pattern.compile(
          "c2sp\\.org/tlog-proof@v1\n(?:extra ("
              + BASE64
              + ")\n)?index (0|[1-9][0-9]{0,17})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n(.+)",
          Pattern.DOTALL);

  public TlogProof {
    path = List.copyOf(path);
  }

  public Bytes encode() {
    var text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    if (extra.length() > 0) {
      text.append("extra ").append(base64(extra)).append('\n');
    }
    text.append("index ").append(index).append('\n');
    path.forEach(hash -> text.append(base64(hash.value())).append('\n'));
    var content = new ByteArrayOutputStream();
    content.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(note.toArray());
    return Bytes.of(content.toByteArray());
  }

  /**
   * @throws InvalidProofException unless {@code content} is what {@link #encode} writes
   */
  public static TlogProof parse(Bytes content) throws InvalidProofException {
    // Octets as characters: the note may be UTF-8 and stays as it is.
    String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
    Matcher form = FORM.matcher(text);
    if (content.length() > MAX_BYTES || !form.matches()) {
      throw new InvalidProofException("not a c2sp.org/tlog-proof@v1 file");
    }
    try {
      TlogProof proof = read(form);
      if (proof.encode().equals(content)) {
        return proof;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidProofException("the proof file has wrong base64");
    }
    throw new InvalidProofException("another encoding of the same proof");
  }

  /**
   * Verifies the proof for an entry that the caller holds.
   *
   * @return the checkpoint whose tree has the entry
   * @throws NoteException if the policy does not accept the checkpoint
   * @throws InvalidProofException if the tree does not have the entry at the index
   */
  public Checkpoint verify(Bytes entry, PolicyFile policy)
      throws NoteException, InvalidProofException {
    Checkpoint checkpoint = policy.accept(note);
    new InclusionProof(index, checkpoint.size(), path)
        .verify(TreeHash.leaf(entry), checkpoint.root());
    return checkpoint;
  }

  /**
   * Verifies a proof that carries its entry; when this returns, {@link #extra} is authenticated.
   *
   * @return the checkpoint whose tree has the entry
   * @throws NoteException if the policy does not accept the checkpoint
   * @throws InvalidProofException if the tree does not have the entry at the index
   */
  public Checkpoint verify(PolicyFile policy) throws NoteException, InvalidProofException {
    return verify(extra, policy);
  }

  private static TlogProof read(Matcher form) {
    String extra = form.group(1) == null ? "" : form.group(1);
    List<Digest> path = new ArrayList<>();
    form.group(3).lines().forEach(line -> path.add(new Digest(bytes(line))));
    Bytes note = Bytes.of(form.group(4).getBytes(StandardCharsets.ISO_8859_1));
    return new TlogProof(bytes(extra), Long.parseLong(form.group(2)), path, note);
  }

  private static Bytes bytes(String base64) {
    return Bytes.of(Base64.getDecoder().decode(base64));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }
}
