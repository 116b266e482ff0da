package dev.breakwater.report.text;

import java.util.Locale;

/** A language that reports are written in. */
public enum Language {
  ZH(Locale.SIMPLIFIED_CHINESE),
  EN(Locale.ENGLISH),
  JA(Locale.JAPANESE);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }

  /** Returns the BCP 47 tag. */
  public String tag() {
    return locale.toLanguageTag();
  }

  /** Returns the name of the resource that has its words. */
  String resource() {
    return "report_" + name().toLowerCase(Locale.ROOT) + ".properties";
  }
}
