package dev.breakwater.console.border;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.border.SignOffs.Act;
import dev.breakwater.console.border.SignOffs.SignOff;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.RefusedException;
import dev.breakwater.policy.border.Permits;
import java.io.IOException;
import java.util.Optional;

/** The rule of two: who approves an export is not who asked for it. */
final class Signing {
  private final SignOffs signOffs;

  Signing(SignOffs signOffs) {
    this.signOffs = signOffs;
  }

  /** What was filed, and where the log says so. */
  record Asked(long number, long entry) {}

  Asked asked(long number, String who, String text) throws IOException, InterruptedException {
    return new Asked(number, signOffs.sign(number, Act.EXPORT_REQUEST, who, text).entry());
  }

  /** Logs that somebody approves a request, under an approval of the permits in force. */
  Answer approve(Border border, long number, Call call) throws IOException, InterruptedException {
    String approval = call.body().path("approval").asText("");
    Optional<Permits> permits = border.register().newestPermits();
    if (permits.flatMap(paper -> paper.approval(approval)).isEmpty()) {
      return new Problem(409, "no-approval", "The permits in force have no such approval.");
    }
    Optional<SignOff> asked = signOffs.find(number, Act.EXPORT_REQUEST);
    // Fail closed: nobody can be told apart from who is not known (filed at the command line).
    if (asked.isEmpty()) {
      return new Problem(409, "requester-unknown", "Who asked for it is not known here.");
    }
    if (asked.get().who().equals(call.user().name())) {
      return new Problem(403, "same-person", "Who asked for an export does not approve it.");
    }
    if (signOffs.find(number, Act.EXPORT_APPROVAL).isPresent()) {
      return new Problem(409, "already-approved", "It is approved already.");
    }
    SignOff signed = signOffs.sign(number, Act.EXPORT_APPROVAL, call.user().name(), approval);
    return new Json(RequestView.Signed.of(signed));
  }

  /**
   * Releases what was approved; given again it goes on where it stopped. Who has it released is in
   * the log before anything is decided.
   */
  Answer release(Border border, long number, Call call)
      throws IOException, RefusedException, InterruptedException {
    Optional<SignOff> approved = signOffs.find(number, Act.EXPORT_APPROVAL);
    if (approved.isEmpty()) {
      return new Problem(409, "not-approved", "Nobody has approved it.");
    }
    Optional<SignOff> asked = signOffs.find(number, Act.EXPORT_REQUEST);
    if (asked.filter(each -> each.who().equals(call.user().name())).isPresent()) {
      return new Problem(403, "same-person", "Who asked for an export does not release it.");
    }
    String approval = approved.get().approval();
    if (signOffs.find(number, Act.EXPORT_RELEASE).isEmpty()) {
      signOffs.sign(number, Act.EXPORT_RELEASE, call.user().name(), approval);
    }
    try {
      return new Json(RequestView.Released.of(border.release(number, approval)));
    } catch (IOException e) {
      // The book has how far it came. Nothing is counted or delivered twice.
      return new Problem(503, "unfinished", String.valueOf(e.getMessage()));
    }
  }
}
