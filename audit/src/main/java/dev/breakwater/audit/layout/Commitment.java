package dev.breakwater.audit.layout;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The commitment of a leaf: binding, and blind without the salt.
 *
 * <pre>
 * salt       = HMAC-SHA-256(key,  utf8(item id) || 0x00 || utf8(stage))
 * commitment = HMAC-SHA-256(salt, content)
 * </pre>
 *
 * <p>The key (32 bytes) belongs to one subject and purpose, the content is {@link
 * CommittedContent#encode}. Whoever is shown content and salt checks the second line alone; when
 * the key is destroyed no further salt can be made and the leaf says nothing any more.
 */
public final class Commitment {
  public static final int KEY_LENGTH = 32;

  private static final String HMAC = "HmacSHA256";

  private Commitment() {}

  /** Returns the commitment to {@code content} at {@code stage} under a subject's key. */
  public static Digest of(Bytes key, String stage, CommittedContent content) {
    return commit(salt(key, content.item(), stage), content);
  }

  /**
   * @throws IllegalArgumentException unless the key has 32 bytes
   */
  public static Bytes salt(Bytes key, String item, String stage) {
    String message = item + '\0' + stage;
    return hmac(key, Bytes.of(message.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @param salt 32 bytes
   */
  public static Digest commit(Bytes salt, CommittedContent content) {
    return new Digest(hmac(salt, content.encode()));
  }

  private static Bytes hmac(Bytes key, Bytes message) {
    if (key.length() != KEY_LENGTH) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length());
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.toArray(), HMAC));
      return Bytes.of(mac.doFinal(message.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
