package dev.breakwater.agent.notice;

import dev.breakwater.wire.Digest;
import java.util.Map;
import java.util.Objects;

/**
 * What people are told in one language. The digest is the SHA-256 of the file's bytes, so anybody
 * can compute it; a consent names it.
 *
 * @param version the same in every language
 * @param items the seven items, all of them
 * @param purposes texts of every purpose
 */
public record Notice(
    NoticeLanguage language,
    String version,
    String title,
    Map<NoticeItem, Text> items,
    Map<Purpose, PurposeText> purposes,
    Digest digest) {
  /** A heading and what it is about. */
  public record Text(String title, String text) {}

  /**
   * What Art. 9 wants told of one purpose.
   *
   * @param why why it is necessary
   * @param impact what it means for the person
   * @param kept where, how long, and who gets it
   */
  public record PurposeText(String title, String why, String impact, String kept) {}

  public Notice {
    items = Map.copyOf(items);
    purposes = Map.copyOf(purposes);
  }

  public Text item(NoticeItem item) {
    return Objects.requireNonNull(items.get(item), "every item is told");
  }

  public PurposeText purpose(Purpose purpose) {
    return Objects.requireNonNull(purposes.get(purpose), "every purpose is told");
  }
}
