package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.Consignee;
import java.io.IOException;

/**
 * The way to a recipient. The same parcel may be given several times, under the same idempotency
 * key: the recipient takes it once. After an {@link IOException} it is not known whether it
 * arrived; the caller gives it again.
 */
public interface Delivery {
  /** Returns what the recipient answered once it has the parcel, at most 1,000 characters. */
  String deliver(Consignee to, Parcel parcel) throws IOException;
}
