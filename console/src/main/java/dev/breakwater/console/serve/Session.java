package dev.breakwater.console.serve;

import dev.breakwater.console.User;
import java.time.Instant;

/**
 * Somebody who has signed in.
 *
 * @param token what a page sends with each POST, so that no other site's page can
 * @param since when he signed in
 * @param usedAt of the last request
 */
record Session(User user, String token, Instant since, Instant usedAt) {
  Session usedAt(Instant now, User current) {
    return new Session(current, token, since, now);
  }
}
