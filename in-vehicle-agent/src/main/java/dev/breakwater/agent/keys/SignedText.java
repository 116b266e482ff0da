package dev.breakwater.agent.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * One line of text and the car's signature of it. The file has two lines: the text, and {@code
 * ed25519 KEY SIGNATURE} in hexadecimal digits; the signature covers the first line without its
 * end.
 */
public record SignedText(String text, Bytes key, Bytes signature) {
  /** The largest file that is read, bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String SCHEME = "ed25519";
  private static final int KEY_BYTES = 32;

  /**
   * @throws IllegalArgumentException if the text has more than one line
   */
  public SignedText {
    if (text.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("the text has more than one line");
    }
  }

  /** Signs a text with the item seal. */
  public static SignedText sign(String text, KeyVault vault) {
    return new SignedText(text, vault.sealPublicKey(), vault.sign(bytes(text)));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException also if the file is too large or is none
   */
  public static SignedText read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    String[] words = lines.size() == 2 ? lines.get(1).split(" ", -1) : new String[0];
    if (words.length != 3 || !words[0].equals(SCHEME)) {
      throw new IOException(file + ": not a signed text");
    }
    try {
      return new SignedText(lines.get(0), hex(words[1]), hex(words[2]));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not a signed text", e);
    }
  }

  private static Bytes hex(String digits) {
    return Bytes.of(HexFormat.of().parseHex(digits));
  }

  /** Returns whether the signature is that of the key over the text. */
  public boolean verifies() {
    if (key.length() != KEY_BYTES) {
      return false;
    }
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(key.toArray()));
    byte[] message = bytes(text).toArray();
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature.toArray());
  }

  /** Makes the file durable, in place of an earlier one. */
  public void write(Path file) throws IOException {
    HexFormat hex = HexFormat.of();
    String second =
        SCHEME + " " + hex.formatHex(key.toArray()) + " " + hex.formatHex(signature.toArray());
    DurableFile.replace(file, bytes(text + "\n" + second + "\n"));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(UTF_8));
  }
}
