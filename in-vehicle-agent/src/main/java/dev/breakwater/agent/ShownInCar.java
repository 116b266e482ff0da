package dev.breakwater.agent;

import dev.breakwater.agent.consent.ConsentBook;
import dev.breakwater.agent.decide.ShownNotices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.Digest;
import java.util.Optional;

/**
 * Which notice people were shown for data (PIPL Art. 17): the one to which they consented; for all
 * else the one that the head unit's page showed on this trip, or the maker's general notice. The
 * example that comes with the software tells nobody anything until it is on a screen.
 */
final class ShownInCar implements ShownNotices {
  private final ConsentBook book;

  ShownInCar(ConsentBook book) {
    this.book = book;
  }

  @Override
  public Optional<String> shownFor(String category, String purpose) {
    // Data under a consent has one purpose by its category, whatever a plan wants it for.
    return Optional.of(book.noticeTold(Purpose.ofCategory(category)).map(Digest::hex).orElse(""));
  }
}
