package dev.breakwater.console.evidence;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.proof.InvalidProofException;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.console.evidence.Disclosing.Asked;
import dev.breakwater.console.evidence.Disclosing.Bundle;
import dev.breakwater.console.paper.Paper;
import dev.breakwater.ingest.onshore.CorruptRowException;
import dev.breakwater.ingest.search.WrongIndexException;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.ingest.trail.NotProvenException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The log and its evidence. The log is public, so whoever works here reads its head; the private
 * index and what is opened of the store are for the auditor alone, each time with an entry of the
 * log before anything is shown.
 */
public final class EvidenceSection implements Section {
  private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.OPERATOR);
  private static final Set<Role> AUDITOR = Set.of(Role.AUDITOR);

  private final Archive archive;
  private final Searching searching;
  private final Disclosing disclosing;
  private final Reporting reporting;
  private final Bytes verifier = VerifierScript.module();

  public EvidenceSection(
      Archive archive, ReportInputs inputs, InstantSource clock, SecureRandom random) {
    this.archive = archive;
    this.searching = new Searching(archive, clock, random);
    this.disclosing = new Disclosing(archive, clock, random);
    this.reporting = new Reporting(inputs, searching, archive.border());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/log", READERS, call -> new Json(LogHead.of(archive))),
        Route.get("/api/log/verifier.js", READERS, call -> script()),
        Route.post("/api/search", AUDITOR, call -> logged(() -> search(call))),
        Route.post("/api/disclosures", AUDITOR, call -> logged(() -> disclose(call))),
        Route.get("/api/reports", READERS, call -> new Json(reporting.available())),
        Route.post("/api/reports/figures", READERS, call -> logged(() -> reporting.figures(call))),
        Route.post("/api/reports/dossier", READERS, reporting::dossier),
        Route.post("/api/reports/annual", READERS, reporting::annual),
        Route.post("/api/reports/incident", READERS, reporting::incident));
  }

  private Answer script() {
    return new Download("verifier.js", "text/javascript", verifier);
  }

  /** What the log must know before anything is shown. */
  private interface Logged {
    Answer answer()
        throws IOException,
            NotLoggedException,
            NotProvenException,
            NoteException,
            InvalidProofException,
            WrongIndexException,
            CorruptRowException,
            InterruptedException;
  }

  private static Answer logged(Logged work) throws IOException {
    try {
      return work.answer();
    } catch (IllegalArgumentException e) {
      return new Problem(400, "invalid", String.valueOf(e.getMessage()));
    } catch (NotLoggedException e) {
      return new Problem(503, "not-logged", e.getMessage() + ". " + e.remedy());
    } catch (NotProvenException e) {
      return new Problem(409, "not-proven", e.getMessage() + ". " + e.remedy());
    } catch (WrongIndexException e) {
      return new Problem(409, "not-proven", e.getMessage() + ". " + e.remedy());
    } catch (NoteException | InvalidProofException | CorruptRowException e) {
      return new Problem(409, "not-proven", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the console is being stopped", e);
    }
  }

  private Answer search(Call call)
      throws IOException,
          NotLoggedException,
          NoteException,
          InvalidProofException,
          WrongIndexException,
          InterruptedException {
    return new Json(searching.search(call.body(), call.user().name()));
  }

  private Answer disclose(Call call)
      throws IOException,
          NotLoggedException,
          NotProvenException,
          NoteException,
          InvalidProofException,
          CorruptRowException,
          InterruptedException {
    Asked asked = Asked.of(call.body());
    boolean isAudit = call.body().path("report").asBoolean(false);
    Paper paper =
        Paper.of(call.body().path("form").asText("pdf"), call.body().path("language").asText("zh"));
    String purpose = call.body().path("purpose").asText("");
    Bundle bundle = disclosing.disclose(asked, call.user().name(), purpose);
    if (bundle.entries() == 0) {
      return new Problem(404, "nothing-found", "Nothing answers the question.");
    }
    return isAudit
        ? AuditFolder.of(bundle.zip(), archive.policy(), paper)
        : new Download("evidence.zip", "application/zip", bundle.zip());
  }
}
