package dev.breakwater.ingest.keys;

import dev.breakwater.wire.Item;
import dev.breakwater.wire.SubjectRef;

/**
 * What one data key is for. The epoch of the consent is part of it: a purpose that is granted again
 * after a withdrawal has another epoch, and so a fresh key without anybody doing anything.
 *
 * @param vehicle whose consents the epoch counts; empty for bytes of which no vehicle is known
 * @param owner the item's subject if it has one, else its vehicle
 * @param purpose as {@link Item#purpose}
 * @param consentEpoch as {@link Item#consentEpoch}
 * @param category of the first item under the key, by which a withdrawal finds it: one epoch is of
 *     one consent, so all items under a key are of categories that this consent names. Empty for
 *     bytes that are no item. Not a part of the key's name.
 */
public record KeyScope(
    String vehicle, String owner, String purpose, long consentEpoch, String category) {
  /** Purpose of bytes that are no item: nobody knows what they were collected for. */
  public static final String QUARANTINE = "quarantine";

  public static KeyScope of(Item item) {
    String vehicle = item.id().chain().vehicle().value();
    SubjectRef subject = item.subject();
    return new KeyScope(
        vehicle,
        subject == null ? vehicle : subject.value(),
        item.purpose(),
        item.consentEpoch(),
        item.category());
  }

  /** Returns the scope of what {@code vehicle} delivered and nobody can read. */
  public static KeyScope quarantine(String vehicle) {
    return new KeyScope(vehicle, vehicle, QUARANTINE, 0, "");
  }
}
