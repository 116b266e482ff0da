package dev.breakwater.console.fleet;

import dev.breakwater.console.Answer;
import dev.breakwater.console.Call;
import dev.breakwater.ingest.erase.Erasure;
import dev.breakwater.policy.calendar.ChinaTime;
import dev.breakwater.policy.calendar.Deadline;
import dev.breakwater.policy.calendar.Term;
import dev.breakwater.policy.calendar.WorkingDays;
import dev.breakwater.wire.ErasureReceipt;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists the requests to erase with the time that the law gives, and hands out receipts. */
final class ErasureDesk {
  /** Requests on a page, the newest. */
  static final int LISTED = 500;

  private final FleetSources sources;
  private final WorkingDays calendar = WorkingDays.china();

  ErasureDesk(FleetSources sources) {
    this.sources = sources;
  }

  /**
   * A request. Times are Unix milliseconds, 0 for what is not done yet.
   *
   * @param purpose empty for every purpose
   * @param withdrawal number of the decision that took a consent back; 0 if an operator was asked
   * @param lastDay of the term
   * @param provisional whether the public holidays of the term are not all known
   * @param daysLeft working days from today to the last day; 0 on it, below if it is over
   * @param index entry of the log; -1 while there is none
   */
  record Line(
      String id,
      String vehicle,
      String purpose,
      long withdrawal,
      long receivedMillis,
      int keys,
      long keysDestroyedMillis,
      long rows,
      long rowsErasedMillis,
      String lastDay,
      boolean provisional,
      int daysLeft,
      boolean late,
      long index,
      boolean receipt) {}

  /**
   * The list.
   *
   * @param workingDays of the term
   * @param clause that gives it
   */
  record Lines(int workingDays, String clause, long all, List<Line> requests) {}

  Answer list(Call call) throws IOException {
    List<Erasure> all = sources.erasures().all();
    Instant now = sources.surroundings().clock().instant();
    List<Line> lines =
        all.stream()
            .sorted(Comparator.comparingLong(Erasure::receivedMillis).reversed())
            .limit(LISTED)
            .map(each -> line(each, now))
            .toList();
    return new Answer.Json(
        new Lines(Term.DELETION.workingDays(), Term.DELETION.clause(), all.size(), lines));
  }

  private Line line(Erasure each, Instant now) {
    Deadline deadline = each.deadline(calendar);
    return new Line(
        each.id(),
        each.vehicle(),
        each.purpose(),
        each.withdrawal(),
        each.receivedMillis(),
        each.keys().size(),
        each.keysDestroyedMillis(),
        each.rows(),
        each.rowsErasedMillis(),
        deadline.lastDay().toString(),
        deadline.provisional(),
        daysLeft(ChinaTime.day(now), deadline.lastDay()),
        !each.isDone() && now.isAfter(deadline.end()),
        each.index(),
        each.isDone() && each.withdrawal() > 0);
  }

  /** Counts working days after today. */
  private int daysLeft(LocalDate today, LocalDate last) {
    int days = 0;
    for (LocalDate each = today; each.isBefore(last); each = each.plusDays(1)) {
      days += calendar.isWorkingDay(each.plusDays(1)) ? 1 : 0;
    }
    for (LocalDate each = last; each.isBefore(today); each = each.plusDays(1)) {
      days -= calendar.isWorkingDay(each.plusDays(1)) ? 1 : 0;
    }
    return days;
  }

  /** Answers with the receipt that the vehicle gets: what was erased, and its proof in the log. */
  Answer receipt(Call call) throws IOException {
    Optional<Erasure> found = find(call.path().getOrDefault("id", ""));
    if (found.isEmpty() || !found.get().isDone() || found.get().withdrawal() == 0) {
      return Asked.notFound("receipt");
    }
    Erasure done = found.get();
    Optional<ErasureReceipt> receipt =
        sources.proofs().erasure(new VehicleRef(done.vehicle()), done.withdrawal());
    return receipt.isEmpty()
        ? Asked.notFound("receipt")
        : new Answer.Download(
            "erasure-" + done.withdrawal() + ".receipt",
            "application/octet-stream",
            receipt.get().encode());
  }

  /** The id comes from outside and is the name of a file: only one that is listed is looked up. */
  private Optional<Erasure> find(String id) throws IOException {
    return sources.erasures().all().stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
