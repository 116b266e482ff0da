package dev.breakwater.agent.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages in which a car tells people what it collects. */
public enum NoticeLanguage {
  ZH,
  EN,
  JA;

  /** Returns the language tag, e.g. {@code zh}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<NoticeLanguage> ofTag(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findAny();
  }
}
