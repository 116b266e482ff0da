package dev.breakwater.ingest.job;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.Sealed;
import dev.breakwater.ingest.keys.UnopenableException;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemLabel;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.util.Optional;

/** Opens the items that the receiver encrypted; the plain bytes stay in memory. */
final class DeliveryReader {
  private final ItemCipher cipher;

  DeliveryReader(ItemCipher cipher) {
    this.cipher = cipher;
  }

  /**
   * @param arrival of an item
   * @throws RejectedException if it is not what its label says, or not of the vehicle that
   *     delivered it
   * @throws IOException if the keys cannot be read now
   */
  Delivery read(Arrival arrival) throws IOException, RejectedException, WireFormatException {
    Delivery delivery = arrival.key().isEmpty() ? ofPlain(arrival) : ofCiphertext(arrival);
    if (!delivery.label().id().chain().vehicle().value().equals(arrival.peer())) {
      // Its numbers are not the peer's, so the outcome must not carry them.
      throw new RejectedException(Reason.WRONG_PEER, "the item names another vehicle");
    }
    return delivery;
  }

  /** What an earlier release wrote to the topic raw is encrypted here. */
  private Delivery ofPlain(Arrival arrival)
      throws IOException, RejectedException, WireFormatException {
    Item item = Item.decode(arrival.body());
    if (!item.id().chain().vehicle().value().equals(arrival.peer())) {
      throw new RejectedException(Reason.WRONG_PEER, "the item names another vehicle");
    }
    if (item.category().length() > ItemLabel.MAX_NAME
        || item.purpose().length() > ItemLabel.MAX_NAME) {
      throw new RejectedException(Reason.UNDECODABLE, "a name is too long");
    }
    Sealed sealed = cipher.sealed(item, arrival.body());
    boolean gone = sealed.body().equals(Bytes.EMPTY);
    return new Delivery(
        ItemLabel.of(item, arrival.body()), gone ? null : item, sealed.key(), sealed.body());
  }

  private Delivery ofCiphertext(Arrival arrival)
      throws IOException, RejectedException, WireFormatException {
    ItemLabel label = arrival.label();
    if (label == null) {
      throw new RejectedException(Reason.UNDECODABLE, "the item has no label");
    }
    Optional<Bytes> plain = opened(arrival);
    if (plain.isEmpty()) {
      return new Delivery(label, null, arrival.key(), Bytes.EMPTY);
    }
    Item item = Item.decode(plain.get());
    if (!ItemLabel.of(item, plain.get()).equals(label)) {
      throw new RejectedException(Reason.UNOPENABLE, "its label is of another item");
    }
    return new Delivery(label, item, arrival.key(), arrival.body());
  }

  /**
   * Returns an item that only its label says something of: what the receiver could read, and this
   * release cannot. Empty if it is not what its label says.
   *
   * @param arrival of an item that {@link #read} could not decode
   */
  Optional<Delivery> unread(Arrival arrival) throws IOException {
    ItemLabel label = arrival.label();
    if (arrival.key().isEmpty()
        || label == null
        || !label.id().chain().vehicle().value().equals(arrival.peer())) {
      return Optional.empty();
    }
    return cipher
        .open(arrival.key(), arrival.peer(), arrival.body())
        .filter(plain -> Digest.of(plain).equals(label.digest()))
        .map(plain -> new Delivery(label, null, arrival.key(), arrival.body()));
  }

  private Optional<Bytes> opened(Arrival arrival) throws IOException, RejectedException {
    try {
      return cipher.open(arrival.key(), arrival.peer(), arrival.body());
    } catch (UnopenableException e) {
      throw new RejectedException(Reason.UNOPENABLE, "it does not open under its key");
    }
  }
}
