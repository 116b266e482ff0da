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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A user's own password; for administrators who has an account, and who signed in. */
public final class AccountSection implements Section {
  private static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);

  private final Accounts accounts;
  private final SignInJournal journal;

  /** Hashing is dear: one change of a password at a time. */
  private final Semaphore changing = new Semaphore(1);

  /** One account as it is shown. */
  record Shown(String name, List<Role> roles, long changedAtMillis) {}

  /** What an administrator sees. */
  record Overview(List<Shown> accounts, List<SignInEvent> events) {}

  public AccountSection(Accounts accounts, SignInJournal journal) {
    this.accounts = accounts;
    this.journal = journal;
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

  private Answer changePassword(Call call) throws IOException {
    if (!changing.tryAcquire()) {
      return new Problem(429, "too-many-tries", "Another password is being changed.");
    }
    try {
      String old = call.body().path("old").asText();
      String name = call.user().name();
      if (accounts.check(name, old).isEmpty()) {
        journal.tell(What.REFUSED, name, "console");
        return new Problem(403, "sign-in-refused", "The old password is another one.");
      }
      accounts.setPassword(name, call.body().path("new").asText());
      journal.tell(What.PASSWORD_CHANGED, name, "console");
      return new Json(Map.of());
    } catch (AccountException e) {
      return new Problem(400, "bad-password", e.getMessage() + " " + e.remedy());
    } finally {
      changing.release();
    }
  }
}
