package dev.breakwater.console.border;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Json;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.Route;
import dev.breakwater.console.Section;
import dev.breakwater.console.border.BorderDoor.Opened;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.RefusedException;
import dev.breakwater.ingest.border.Register;
import dev.breakwater.ingest.border.RegisterTable;
import dev.breakwater.ingest.trail.NotLoggedException;
import dev.breakwater.policy.border.CountingYear;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The border. Operators ask, another operator or the administrator approves; the auditor reads. A
 * paper of permits is taken from anybody who may approve, because the compliance office's signature
 * decides, not who brings it.
 */
public final class BorderSection implements Section {
  /** Longest text of a request or a paper, in characters. */
  static final int MAX_TEXT = 256 << 10;

  private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.OPERATOR, Role.ADMINISTRATOR);
  private static final Set<Role> ASKING = Set.of(Role.OPERATOR);
  private static final Set<Role> APPROVING = Set.of(Role.OPERATOR, Role.ADMINISTRATOR);

  private final BorderDoor door;
  private final InstantSource clock;
  private final Signing signing;
  private final SignOffs signOffs;

  public BorderSection(BorderDoor door, SignOffs signOffs, InstantSource clock) {
    this.door = door;
    this.clock = clock;
    this.signOffs = signOffs;
    this.signing = new Signing(signOffs);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/border", READERS, call -> papers(border -> overview(call, border))),
        Route.get("/api/border/report", READERS, call -> papers(border -> report(call, border))),
        Route.post("/api/border/requests", ASKING, call -> papers(border -> ask(call, border))),
        Route.post(
            "/api/border/requests/:number/approval",
            APPROVING,
            call -> papers(border -> signing.approve(border, number(call), call))),
        Route.post(
            "/api/border/requests/:number/release",
            APPROVING,
            call -> whole(border -> signing.release(border, number(call), call))),
        Route.post("/api/border/permits", APPROVING, call -> papers(border -> take(call, border))));
  }

  /** Does something at the open border. */
  private interface Work {
    Answer at(Border border)
        throws IOException,
            RefusedException,
            InvalidSourceException,
            BundleRefusedException,
            NotLoggedException,
            InterruptedException;
  }

  private Answer papers(Work work) throws IOException {
    try (Opened opened = door.papers()) {
      return done(opened.border(), work);
    } catch (ClosedBorderException e) {
      return closed(e);
    }
  }

  private Answer whole(Work work) throws IOException {
    try (Opened opened = door.whole()) {
      return done(opened.border(), work);
    } catch (ClosedBorderException e) {
      return closed(e);
    }
  }

  private static Problem closed(ClosedBorderException e) {
    return new Problem(409, "border-closed", String.valueOf(e.getMessage()));
  }

  private static Answer done(Border border, Work work) throws IOException {
    try {
      return work.at(border);
    } catch (RefusedException e) {
      return new Problem(409, "refused", e.getMessage() + ". " + e.remedy());
    } catch (InvalidSourceException e) {
      return new Problem(422, "invalid", String.valueOf(e.getMessage()));
    } catch (BundleRefusedException e) {
      return new Problem(422, "not-signed", String.valueOf(e.getMessage()));
    } catch (NotLoggedException e) {
      return new Problem(503, "not-logged", e.getMessage() + ". " + e.remedy());
    } catch (IllegalArgumentException e) {
      return new Problem(400, "invalid", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the console is being stopped", e);
    }
  }

  /**
   * What the page shows.
   *
   * @param you name of who asks: nobody approves what he asked for
   * @param permits null if the office has not sent any
   * @param register one row for each release, as the register has it
   */
  record Overview(
      int year,
      String you,
      List<Gauge> gauges,
      List<DueDay> calendar,
      @Nullable PermitView permits,
      List<RequestView> requests,
      List<Map<String, String>> register) {}

  private Answer overview(Call call, Border border) throws IOException {
    CountingYear year = CountingYear.of(clock.instant());
    Register register = border.register();
    List<Permits> newest = register.newestPermits().stream().toList();
    return new Json(
        new Overview(
            year.value(),
            call.user().name(),
            Gauge.of(register, year),
            DueDay.of(newest, clock.instant()),
            newest.stream().findFirst().map(PermitView::of).orElse(null),
            RequestView.of(border, signOffs),
            RegisterTable.rows(register.provisions())));
  }

  private Answer report(Call call, Border border) throws IOException {
    String year = call.query().getOrDefault("year", "");
    if (!year.matches("(20[0-9]{2})?")) {
      throw new IllegalArgumentException("a year, e.g. 2026, is expected");
    }
    CountingYear counted =
        year.isEmpty()
            ? CountingYear.of(clock.instant())
            : new CountingYear(Integer.parseInt(year));
    return RegisterFile.of(
        border.register(),
        counted,
        call.query().getOrDefault("form", "pdf"),
        call.query().getOrDefault("language", "zh"));
  }

  /** The form is JSON, and JSON is YAML: the border's own reader checks it. */
  private Answer ask(Call call, Border border)
      throws IOException, InvalidSourceException, NotLoggedException, InterruptedException {
    String text =
        call.body().has("yaml")
            ? call.body().path("yaml").asText()
            : new ObjectMapper().writeValueAsString(call.body().path("request"));
    Bytes yaml = bytes(text);
    long number = border.request(yaml, "request");
    return new Json(signing.asked(number, call.user().name(), text));
  }

  private Answer take(Call call, Border border)
      throws IOException, BundleRefusedException, InvalidSourceException, RefusedException {
    return new Json(
        PermitView.of(border.approve(bytes(call.body().path("note").asText()), "permits")));
  }

  private static Bytes bytes(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("a paper has at most " + MAX_TEXT + " characters");
    }
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long number(Call call) {
    String number = call.path().getOrDefault("number", "");
    if (!number.matches("[1-9][0-9]{0,14}")) {
      throw new IllegalArgumentException("a request has a number");
    }
    return Long.parseLong(number);
  }
}
