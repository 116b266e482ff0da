package dev.breakwater.agent.keys;

import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN;
import static org.xipki.pkcs11.wrapper.PKCS11Constants.CKU_USER;

import java.io.IOException;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Session;
import org.xipki.pkcs11.wrapper.Slot;
import org.xipki.pkcs11.wrapper.Token;
import org.xipki.pkcs11.wrapper.TokenException;

/** Finds a token by its label and logs in. */
final class TokenSession {
  private TokenSession() {}

  static Session open(Pkcs11Settings settings, TokenPin pin) throws IOException, TokenException {
    PKCS11Module module = PKCS11Module.getInstance(settings.library().toString());
    module.initialize();
    for (Slot slot : module.getSlotList(true)) {
      Token token = slot.getToken();
      if (token.getTokenInfo().getLabel().strip().equals(settings.token())) {
        Session session = token.openSession(true);
        logIn(session, pin);
        return session;
      }
    }
    throw new IOException(settings.library() + ": has no token '" + settings.token() + "'");
  }

  private static void logIn(Session session, TokenPin pin) throws PKCS11Exception {
    try {
      session.login(CKU_USER, pin.characters());
    } catch (PKCS11Exception e) {
      // A login holds for all sessions of a process.
      if (e.getErrorCode() != CKR_USER_ALREADY_LOGGED_IN) {
        throw e;
      }
    }
  }
}
