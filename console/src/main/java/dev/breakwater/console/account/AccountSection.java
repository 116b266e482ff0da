package dev.breakwater.console.account;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.console.account.SignInJournal.SignInEvent;
import dev.breakwater.console.account.SignInJournal.What;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A user's own password; for administrators who has an account, and who signed in. */
public final class AccountSection implements Section {
  private static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);

  /** Tries of one user in {@link #WINDOW}. */
  static final int TRIES = 5;

  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Where a change in the console itself comes from. */
  private static final String HERE = "console";

  private final Accounts accounts;
  private final SignInJournal journal;

  private final Throttle changes;

  /** One account as it is shown. */
  record Shown(String name, List<Role> roles, long changedAtMillis) {}

  /** What an administrator sees. */
  record Overview(List<Shown> accounts, List<SignInEvent> events) {}

  public AccountSection(Accounts accounts, SignInJournal journal, InstantSource clock) {
    this.accounts = accounts;
    this.journal = journal;
    this.changes = new Throttle(TRIES, WINDOW, clock);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/accounts", Set.of(Role.ADMINISTRATOR), call -> overview()),
        Route.post("/api/account/password", ANYBODY, this::changePassword));
  }

  private Answer overview() throws IOException {
    List<Shown> all =
        accounts.all().stream()
            .map(
                each ->
                    new Shown(
                        each.user().name(),
                        each.user().roles().stream().sorted().toList(),
                        each.changedAtMillis()))
            .toList();
    return new Json(new Overview(all, journal.last()));
  }

  /** Who found an open browser cannot guess on in it. */
  private Answer changePassword(Call call) throws IOException {
    String name = call.user().name();
    if (!changes.allows(name)) {
      journal.tell(What.THROTTLED, name, HERE);
      return new Problem(429, "too-many-tries", "Too many tries; wait a minute.");
    }
    try {
      if (accounts.check(name, text(call, "old")).isEmpty()) {
        journal.tell(What.REFUSED, name, HERE);
        return new Problem(403, "sign-in-refused", "The old password is another one.");
      }
      accounts.setPassword(name, text(call, "new"));
      journal.tell(What.PASSWORD_CHANGED, name, HERE);
      return new Json(Map.of());
    } catch (AccountException e) {
      return new Problem(400, "bad-password", e.getMessage() + " " + e.remedy());
    }
  }

  /** Returns what cannot be a password where it is too long to be hashed. */
  private static String text(Call call, String field) {
    String text = call.body().path(field).asText();
    return text.length() > Accounts.MAX_PASSWORD_LENGTH ? "" : text;
  }
}
