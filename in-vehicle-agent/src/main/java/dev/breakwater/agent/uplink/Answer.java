package dev.breakwater.agent.uplink;

import java.time.Duration;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;

/**
 * What became of a delivery.
 *
 * @param pause how long the receiver asks to wait; zero unless {@link Verdict#LATER}
 * @param detail the response code or the failure, for the log
 */
record Answer(Delivery delivery, Verdict verdict, Duration pause, String detail) {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** What the uplink does about it. */
  enum Verdict {
    /** 2.04: it is durable onshore. */
    ACKNOWLEDGED,
    /** Not now; the same bytes may be taken later. */
    LATER,
    /** The receiver does not accept this vehicle, perhaps for a while only. */
    FORBIDDEN,
    /** These bytes will never be accepted. */
    REFUSED,
    /** No answer came. */
    UNHEARD
  }

  static Answer unheard(Delivery delivery, String failure) {
    return new Answer(delivery, Verdict.UNHEARD, Duration.ZERO, failure);
  }

  static Answer of(Delivery delivery, Response response) {
    Verdict verdict = verdict(response.getCode());
    Duration pause = verdict == Verdict.LATER ? pause(response) : Duration.ZERO;
    return new Answer(delivery, verdict, pause, response.getCode().toString());
  }

  private static Verdict verdict(ResponseCode code) {
    return switch (code) {
      case CHANGED -> Verdict.ACKNOWLEDGED;
      case UNAUTHORIZED, FORBIDDEN -> Verdict.FORBIDDEN;
      case REQUEST_ENTITY_INCOMPLETE, TOO_MANY_REQUESTS -> Verdict.LATER;
      default -> code.isServerError() ? Verdict.LATER : Verdict.REFUSED;
    };
  }

  /** RFC 7252 section 5.9.3.4: Max-Age says when to try again. */
  private static Duration pause(Response response) {
    if (!response.getOptions().hasMaxAge()) {
      return SHORTEST_WAIT;
    }
    Duration asked = Duration.ofSeconds(response.getOptions().getMaxAge());
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }
}
