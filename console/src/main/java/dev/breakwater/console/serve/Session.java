package dev.breakwater.console.serve;

import dev.breakwater.console.User;
import dev.breakwater.console.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has signed in.
 *
 * @param account the state of the local account that he signed in with, by which a change of it
 *     ends the session; null if another place knows him
 * @param token what a page sends with each POST, so that no other site's page can
 * @param since when he signed in
 * @param usedAt of the last request
 */
record Session(User user, @Nullable Account account, String token, Instant since, Instant usedAt) {
  Session usedAt(Instant now) {
    return new Session(user, account, token, since, now);
  }
}
