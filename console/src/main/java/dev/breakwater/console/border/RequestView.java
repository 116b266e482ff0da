package dev.breakwater.console.border;

import dev.breakwater.console.border.SignOffs.Act;
import dev.breakwater.console.border.SignOffs.SignOff;
import dev.breakwater.ingest.border.Border;
import dev.breakwater.ingest.border.ExportRequest;
import dev.breakwater.ingest.border.FiledRelease;
import dev.breakwater.ingest.border.FiledRequest;
import dev.breakwater.ingest.border.Provision;
import dev.breakwater.policy.source.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to export, and what became of it.
 *
 * @param vehicles number of them; 0 for all
 * @param state {@code open}, {@code approved}, or that of its release
 * @param requested who asked; null if it was filed at the command line
 * @param approved who approved; null if nobody has
 * @param ordered who had it released; null if nobody has, or it was done at the command line
 * @param release null if nothing was decided yet
 */
record RequestView(
    long number,
    String filedAt,
    String recipient,
    String purpose,
    List<String> categories,
    int vehicles,
    String from,
    String until,
    String basis,
    String impactAssessment,
    String state,
    @Nullable Signed requested,
    @Nullable Signed approved,
    @Nullable Signed ordered,
    @Nullable Released release) {
  /** Who did something, and the entry of the log that says so. */
  record Signed(String who, String at, String approval, long entry) {
    static Signed of(SignOff signOff) {
      return new Signed(
          signOff.who(), signOff.at().toString(), signOff.approval(), signOff.entry());
    }
  }

  /**
   * What was decided.
   *
   * @param rows that leave
   * @param refused rows that stay
   * @param refusals why, with the number of rows
   * @param entry of the log; null before it has it
   */
  record Released(
      long number, long rows, long refused, Map<String, Long> refusals, @Nullable Long entry) {
    static Released of(FiledRelease release) {
      return new Released(
          release.number(),
          release.rows(),
          release.refused(),
          release.refusals(),
          release.progress().logged());
    }
  }

  /** Returns all requests, the newest first. */
  static List<RequestView> of(Border border, SignOffs signOffs) throws IOException {
    Map<Long, FiledRelease> releases =
        border.register().provisions().stream()
            .map(Provision::release)
            .collect(Collectors.toMap(FiledRelease::request, Function.identity()));
    List<RequestView> views = new ArrayList<>();
    for (FiledRequest each : border.requests()) {
      views.add(0, of(each, Optional.ofNullable(releases.get(each.number())), signOffs));
    }
    return views;
  }

  private static RequestView of(
      FiledRequest filed, Optional<FiledRelease> release, SignOffs signOffs) throws IOException {
    ExportRequest request = filed.request();
    Optional<SignOff> approved = signOffs.find(filed.number(), Act.EXPORT_APPROVAL);
    String state =
        release
            .map(each -> Fields.nameOf(each.state()))
            .orElse(approved.isPresent() ? "approved" : "open");
    return new RequestView(
        filed.number(),
        filed.filedAt().toString(),
        request.recipient(),
        request.purpose(),
        request.categories().stream().sorted().toList(),
        request.vehicles().size(),
        request.from().toString(),
        request.until().toString(),
        Fields.nameOf(request.basis()),
        request.impactAssessment(),
        state,
        signOffs.find(filed.number(), Act.EXPORT_REQUEST).map(Signed::of).orElse(null),
        approved.map(Signed::of).orElse(null),
        signOffs.find(filed.number(), Act.EXPORT_RELEASE).map(Signed::of).orElse(null),
        release.map(Released::of).orElse(null));
  }
}
