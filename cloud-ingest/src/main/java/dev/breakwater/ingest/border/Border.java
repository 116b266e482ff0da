package dev.breakwater.ingest.border;

import dev.breakwater.ingest.border.FiledRelease.State;
import dev.breakwater.ingest.bundle.OfficeNote;
import dev.breakwater.policy.border.Consignee;
import dev.breakwater.policy.border.Permits;
import dev.breakwater.policy.bundle.BundleRefusedException;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The only way out of the country: a request, an approval, a release. A release is
 *
 * <ol>
 *   <li>decided row by row by the law in force now, its persons counted, and all of it written into
 *       the book in one transaction;
 *   <li>logged: it waits until the audit log has its entry;
 *   <li>delivered, under a key by which the recipient takes it once;
 *   <li>marked as delivered.
 * </ol>
 *
 * <p>Stopped anywhere, {@link #resume} goes on with the same steps where the book says. What was
 * counted stays counted, whatever becomes of the delivery. One release is decided at a time, in
 * whatever process. Not thread-safe.
 */
public final class Border implements AutoCloseable {
  private final BorderSettings settings;
  private final Surroundings with;
  private final Book book;
  private final Shelf shelf;

  private Border(BorderSettings settings, Surroundings with, Book book) {
    this.settings = settings;
    this.with = with;
    this.book = book;
    this.shelf = new Shelf(book.sql());
  }

  /**
   * Opens the border, making its book on first use.
   *
   * @throws IOException if the book cannot be used
   */
  public static Border open(BorderSettings settings, Surroundings with) throws IOException {
    return new Border(settings, with, Book.open(settings.book()));
  }

  /**
   * Files a request.
   *
   * @param name of its file, for messages
   * @return its number
   * @throws InvalidSourceException with every problem of the file
   */
  public long request(Bytes yaml, String name) throws IOException, InvalidSourceException {
    var unused = ExportRequest.load(yaml, name);
    return shelf.keepRequest(yaml, with.clock().instant());
  }

  /**
   * Takes a signed paper of permits in place of the one before.
   *
   * @param note a C2SP signed note, whose text is the paper
   * @param name of its file, for messages
   * @throws BundleRefusedException if the compliance office did not sign it
   * @throws InvalidSourceException with every problem of the paper
   * @throws RefusedException if its number is not the highest
   */
  public Permits approve(Bytes note, String name)
      throws IOException, BundleRefusedException, InvalidSourceException, RefusedException {
    var now = with.clock().instant();
    Permits permits = Permits.load(OfficeNote.verified(note, settings.office(), now), name);
    return book.sql()
        .atomically(
            () -> {
              long newest = shelf.newestPermits();
              if (permits.sequence() <= newest) {
                throw new RefusedException(
                    "the sequence number is " + permits.sequence() + ", and " + newest + " is kept",
                    "Have it signed with a higher number.");
              }
              shelf.keepPermits(permits.sequence(), note, now);
              return permits;
            });
  }

  /**
   * Releases what was requested, once: asked again it goes on where it stopped, or says how it
   * ended.
   *
   * @param number of the request
   * @param approval number of the approval
   * @throws RefusedException if request, permits or approval are not there; nothing was counted
   * @throws IOException if a step failed; asked again it goes on
   */
  public FiledRelease release(long number, String approval)
      throws IOException, RefusedException, InterruptedException {
    Optional<FiledRelease> before = shelf.releaseOf(number);
    if (before.isEmpty()) {
      decide(number, approval);
    }
    return goOn(number);
  }

  private void decide(long number, String approval) throws IOException, RefusedException {
    FiledRequest request =
        shelf
            .request(number)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "there is no request " + number, "'export list' shows them."));
    var deciding = new ReleaseDecision(book.sql(), settings, with);
    Permits permits = permits(shelf.newestPermits());
    book.sql()
        .atomically(
            () -> {
              // Another process may have been faster.
              if (shelf.releaseOf(number).isEmpty()) {
                deciding.decide(request, permits, approval);
              }
              return number;
            });
  }

  private Permits permits(long sequence) throws IOException, RefusedException {
    Bytes note =
        shelf
            .permits(sequence)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "no permits were approved", "'export approve' takes a signed paper."));
    try {
      return Permits.load(OfficeNote.text(note), "permits " + sequence);
    } catch (InvalidSourceException | BundleRefusedException e) {
      throw new IOException("permits " + sequence + " were readable when they were approved", e);
    }
  }

  /**
   * Goes on with every release that is not where it should be, the oldest first.
   *
   * @throws IOException at the first that fails again
   */
  public List<FiledRelease> resume() throws IOException, RefusedException, InterruptedException {
    List<FiledRelease> unfinished = shelf.unfinished();
    for (FiledRelease each : unfinished) {
      goOn(each.request());
    }
    return unfinished;
  }

  private FiledRelease goOn(long request)
      throws IOException, RefusedException, InterruptedException {
    FiledRelease release = filed(request);
    if (release.progress().logged() == null) {
      shelf.markLogged(release.number(), with.log().logged(release.statement()));
      release = filed(request);
    }
    if (release.state() == State.LOGGED) {
      deliver(release);
      release = filed(request);
    }
    return release;
  }

  private FiledRelease filed(long request) throws IOException {
    return shelf
        .releaseOf(request)
        .orElseThrow(() -> new IllegalStateException("release of request " + request));
  }

  private void deliver(FiledRelease release) throws IOException, RefusedException {
    Permits permits = permits(release.permits());
    ExportRequest request =
        shelf.request(release.request()).orElseThrow(IllegalStateException::new).request();
    Consignee to = permits.recipient(release.recipient()).orElseThrow(IllegalStateException::new);
    Parcel parcel = new ParcelPacking(book.sql(), with.rows()).pack(release, request, permits);
    String receipt = with.delivery().deliver(to, parcel);
    shelf.markDelivered(release.number(), with.clock().instant(), parcel.erased(), receipt);
  }

  public List<FiledRequest> requests() throws IOException {
    return shelf.requests();
  }

  /** Returns the register of what left. */
  public Register register() {
    return new Register(book.sql(), shelf);
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
