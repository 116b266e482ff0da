package dev.breakwater.ingest.border;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_EXTRACTABLE;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKA_SENSITIVE;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKK_GENERIC_SECRET;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_GENERIC_SECRET_KEY_GEN;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKM_SHA256_HMAC;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKU_USER;

import dev.breakwater.policy.border.CountingYear;
import java.io.IOException;
import java.nio.file.Path;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Session;
import org.xipki.pkcs11.wrapper.Slot;
import org.xipki.pkcs11.wrapper.TokenException;

/**
 * Counting keys in a token of PKCS#11, made and used there; they cannot be taken out. The JVM must
 * be started with {@value #EXPORTS}.
 */
public final class CountingToken implements CountingVault {
  /** What the JVM is to be started with. */
  public static final String EXPORTS =
      "--add-exports=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

  private static final int KEY_BYTES = 32;

  private final Settings settings;

  /** For one call at a time; of the thread that counts. */
  private final Session session;

  private CountingToken(Settings settings, Session session) {
    this.settings = settings;
    this.session = session;
  }

  /**
   * Where the token is.
   *
   * @param library of its maker, PKCS#11 2.40 or later
   * @param token its label
   * @param keys beginning of the labels of the keys; the year follows
   */
  public record Settings(Path library, String token, String keys) {}

  /**
   * Opens the token.
   *
   * @param pin stays valid for the process
   * @throws IOException if the library or the token is not there, the PIN is wrong, or the JVM was
   *     started without {@value #EXPORTS}
   */
  public static CountingToken open(Settings settings, char[] pin) throws IOException {
    try {
      PKCS11Module module = PKCS11Module.getInstance(settings.library().toString());
      module.initialize();
      for (Slot slot : module.getSlotList(true)) {
        if (slot.getToken().getTokenInfo().getLabel().strip().equals(settings.token())) {
          Session session = slot.getToken().openSession(true);
          logIn(session, pin);
          return new CountingToken(settings, session);
        }
      }
    } catch (TokenException e) {
      throw new IOException("token " + settings.token() + ": " + e.getMessage(), e);
    } catch (IllegalAccessError e) {
      throw new IOException("the JVM does not let tokens be used; start it with " + EXPORTS, e);
    }
    throw new IOException(settings.library() + ": has no token '" + settings.token() + "'");
  }

  private static void logIn(Session session, char[] pin) throws PKCS11Exception {
    try {
      session.login(CKU_USER, pin);
    } catch (PKCS11Exception e) {
      // A login holds for all sessions of a process.
      if (e.getErrorCode() != CKR_USER_ALREADY_LOGGED_IN) {
        throw e;
      }
    }
  }

  @Override
  public Key key(CountingYear year) throws IOException {
    try {
      long found = find(label(year));
      long key = found == 0 ? make(label(year)) : found;
      requireInside(key, year);
      return message -> authenticate(key, message);
    } catch (PKCS11Exception e) {
      throw new IOException(place(year) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String place(CountingYear year) {
    return "'%s' in the token '%s'".formatted(label(year), settings.token());
  }

  private String label(CountingYear year) {
    return settings.keys() + "-" + year.value();
  }

  /**
   * Returns the handle of the only key of that name, 0 if there is none.
   *
   * @throws IOException if two processes made one at once: which of them counts nobody can know
   */
  private long find(String label) throws IOException, PKCS11Exception {
    session.findObjectsInit(AttributeVector.newSecretKey(CKK_GENERIC_SECRET).label(label));
    long[] found;
    try {
      found = session.findObjects(2);
    } finally {
      session.findObjectsFinal();
    }
    if (found.length > 1) {
      throw new IOException("the token has two keys '" + label + "'; delete the one that is new");
    }
    return found.length == 0 ? 0 : found[0];
  }

  private long make(String label) throws IOException, PKCS11Exception {
    session.generateKey(
        new Mechanism(CKM_GENERIC_SECRET_KEY_GEN),
        AttributeVector.newSecretKey(CKK_GENERIC_SECRET)
            .label(label)
            .token(true)
            .private_(true)
            .sensitive(true)
            .extractable(false)
            .sign(true)
            .valueLen(KEY_BYTES));
    return find(label);
  }

  // Fail closed: a key that somebody brought along may have a copy elsewhere.
  private void requireInside(long key, CountingYear year) throws IOException, PKCS11Exception {
    if (session.getBooleanAttrValue(key, CKA_EXTRACTABLE)
        || !session.getBooleanAttrValue(key, CKA_SENSITIVE)) {
      throw new IOException(place(year) + " can be taken out of it");
    }
  }

  private byte[] authenticate(long key, byte[] message) throws IOException {
    try {
      session.signInit(new Mechanism(CKM_SHA256_HMAC), key);
      return session.sign(message);
    } catch (PKCS11Exception e) {
      throw new IOException("the token does not answer as it did at the start", e);
    }
  }
}
