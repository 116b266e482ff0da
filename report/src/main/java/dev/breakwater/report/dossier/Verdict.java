package dev.breakwater.report.dossier;

import dev.breakwater.report.evidence.EvidenceException;
import dev.breakwater.report.evidence.Json;
import dev.breakwater.report.page.Tone;
import java.util.Collection;

/** What a check says, as dossiers write it. */
enum Verdict {
  PASS("pass", Tone.GOOD),
  FAIL("fail", Tone.BAD),
  NOT_TESTED("not-tested", Tone.OPEN);

  private final String written;
  private final Tone tone;

  Verdict(String written, Tone tone) {
    this.written = written;
    this.tone = tone;
  }

  static Verdict of(Json json) throws EvidenceException {
    String text = json.text("verdict");
    for (Verdict each : values()) {
      if (each.written.equals(text)) {
        return each;
      }
    }
    throw new EvidenceException(json.file(), json.path() + ".verdict is no verdict");
  }

  /** Returns what several say together: passed only if there is one and all passed. */
  static Verdict of(Collection<CheckedFile> checks) {
    if (checks.stream().anyMatch(each -> each.verdict() == FAIL)) {
      return FAIL;
    }
    boolean passed = checks.stream().allMatch(each -> each.verdict() == PASS);
    return passed && !checks.isEmpty() ? PASS : NOT_TESTED;
  }

  Tone tone() {
    return tone;
  }

  /** Returns the key of its text. */
  String key() {
    return "verdict." + written;
  }
}
