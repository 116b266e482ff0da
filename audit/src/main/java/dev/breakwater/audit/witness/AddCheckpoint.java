package dev.breakwater.audit.witness;

import dev.breakwater.audit.checkpoint.SignedNote;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a witness is asked: to cosign a checkpoint that extends the one it cosigned last (C2SP
 * tlog-witness, add-checkpoint).
 *
 * @param oldSize of the checkpoint that the witness cosigned last, 0 if it has none
 * @param proof RFC 6962 consistency proof from there; at most {@value #MAX_PROOF} hashes
 * @param note the checkpoint, verbatim
 */
public record AddCheckpoint(long oldSize, List<Digest> proof, Bytes note) {
  static final int MAX_PROOF = 63;

  /** Longest body of a request, in bytes. */
  public static final int MAX_BYTES = SignedNote.MAX_BYTES + 4096;

  private static final Pattern FORM =
      Pattern.compile(
          "old (0|[1-9][0-9]{0,17})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n(.+)", Pattern.DOTALL);

  public AddCheckpoint {
    proof = List.copyOf(proof);
  }

  /** Returns the body of the request. */
  public Bytes encode() {
    var text = new StringBuilder("old ").append(oldSize).append('\n');
    proof.forEach(
        hash ->
            text.append(Base64.getEncoder().encodeToString(hash.value().toArray())).append('\n'));
    var body = new ByteArrayOutputStream();
    body.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(note.toArray());
    return Bytes.of(body.toByteArray());
  }

  /** Returns the request, or nothing unless {@code body} is what {@link #encode} writes. */
  static Optional<AddCheckpoint> parse(Bytes body) {
    // Octets as characters: the note may be UTF-8 and stays as it is.
    Matcher form = FORM.matcher(new String(body.toArray(), StandardCharsets.ISO_8859_1));
    if (body.length() > MAX_BYTES || !form.matches()) {
      return Optional.empty();
    }
    List<Digest> proof = new ArrayList<>();
    form.group(2)
        .lines()
        .forEach(line -> proof.add(new Digest(Bytes.of(Base64.getDecoder().decode(line)))));
    Bytes note = Bytes.of(form.group(3).getBytes(StandardCharsets.ISO_8859_1));
    var request = new AddCheckpoint(Long.parseLong(form.group(1)), proof, note);
    return request.encode().equals(body) ? Optional.of(request) : Optional.empty();
  }
}
