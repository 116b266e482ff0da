package dev.breakwater.report.exports;

import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** One release in the register, read as the border wrote it. */
public record ExportEntry(Json json, Instant at) {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  /**
   * @throws EvidenceException if a value is missing that a report states
   */
  static ExportEntry of(Json json) throws EvidenceException {
    try {
      return new ExportEntry(json, Instant.parse(json.text("at")));
    } catch (DateTimeException e) {
      throw new EvidenceException(json.file(), json.path() + ".at is no instant");
    }
  }

  /** Returns the year in China's time. */
  int year() {
    return at.atOffset(CHINA).getYear();
  }

  /** Returns the month in China's time, from 1. */
  int month() {
    return at.atOffset(CHINA).getMonthValue();
  }

  public String text(String column) throws EvidenceException {
    return json.text(column);
  }

  /** Returns a count, which the register writes as text. */
  public long count(String column) throws EvidenceException {
    String text = json.text(column);
    if (!text.matches("[0-9]{1,18}")) {
      throw new EvidenceException(json.file(), json.path() + "." + column + " is no count");
    }
    return Long.parseLong(text);
  }
}
