package dev.breakwater.ingest.receive;

import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.RawRecord;
import java.util.function.Function;

/** What the receiver decides about a request before anything is written. */
sealed interface Screening {
  /** May be committed, in the order of {@code chain}. */
  record Admitted(ChainId chain, RawRecord record) implements Screening {}

  /** Answered with {@code refusal}; nothing is written. */
  record Refused(Refusal refusal, String reason) implements Screening {}

  /** Why a request is refused; sending the same bytes again is answered the same way. */
  enum Refusal {
    /** 4.00 */
    UNDECODABLE,
    /** 4.03 */
    FORBIDDEN,
    /** 4.13 */
    TOO_LARGE
  }

  default <R> R match(Function<Admitted, R> admitted, Function<Refused, R> refused) {
    return this instanceof Admitted a ? admitted.apply(a) : refused.apply((Refused) this);
  }
}
