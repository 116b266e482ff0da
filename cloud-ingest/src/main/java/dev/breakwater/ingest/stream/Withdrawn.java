package dev.breakwater.ingest.stream;

import dev.breakwater.wire.ConsentChange;
import java.util.List;

/**
 * That a person took back a consent: what it permitted is neither kept nor taken any more (PIPL
 * Art. 15, 47).
 *
 * @param epoch of the {@link ConsentChange} that took it back
 * @param categories of the data, or the beginnings of categories
 */
public record Withdrawn(long epoch, List<String> categories) {
  public Withdrawn {
    categories = List.copyOf(categories);
  }

  public static Withdrawn of(ConsentChange change) {
    return new Withdrawn(change.epoch(), change.categories());
  }

  /**
   * Asks whether it concerns data.
   *
   * @param consentEpoch epoch of the consent that permitted the data; 0 if none was needed, which
   *     nobody can take back
   */
  public boolean covers(String category, long consentEpoch) {
    return consentEpoch > 0
        && consentEpoch < epoch
        && categories.stream()
            .anyMatch(each -> category.equals(each) || category.startsWith(each + "."));
  }
}
