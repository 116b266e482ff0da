package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import java.io.IOException;

/** The encoding of an item, read when it is needed: a clip is not held in memory. */
public interface SealedItem {
  /** Returns the length of the encoding, bytes. */
  int length();

  /** Returns the encoding, the same each time. */
  Bytes read() throws IOException;

  /** Returns an encoding that is in memory. */
  static SealedItem of(Bytes encoding) {
    return new SealedItem() {
      @Override
      public int length() {
        return encoding.length();
      }

      @Override
      public Bytes read() {
        return encoding;
      }
    };
  }
}
