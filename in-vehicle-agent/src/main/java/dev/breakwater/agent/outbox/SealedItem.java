package dev.breakwater.agent.outbox;

import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;

/** The encoding of an item, read when it is needed: a clip is not held in memory. */
public interface SealedItem {
  /** Returns the length of the encoding, bytes. */
  int length();

  /** Returns the encoding, the same each time. */
  Bytes read() throws IOException;

  /**
   * Returns what the item is.
   *
   * @throws IOException if the encoding is that of no item
   */
  Kind kind() throws IOException;

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

      @Override
      public Kind kind() throws IOException {
        try {
          Item item = Item.decode(encoding);
          return new Kind(item.category(), item.purpose());
        } catch (WireFormatException e) {
          throw new IOException("not an item", e);
        }
      }
    };
  }
}
