package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.CountingYear;
import java.io.IOException;

/**
 * Holds the border's counting keys, one a year, which nobody else has: a person is recognized
 * within a year, and not across years. A key is made when it is first asked for, durable before it
 * is used. Used by one thread at a time; several processes may make the same key at once.
 */
public interface CountingVault {
  /** A key that does not come out. */
  interface Key {
    /**
     * Returns HMAC-SHA-256 of a message, 32 bytes.
     *
     * @throws IOException if the key is not there any more
     */
    byte[] authenticate(byte[] message) throws IOException;
  }

  /**
   * Returns the key of a year.
   *
   * @throws IOException if it cannot be read or made
   */
  Key key(CountingYear year) throws IOException;

  /** Says where the key of a year is, for somebody who has to restore it. */
  String place(CountingYear year);
}
