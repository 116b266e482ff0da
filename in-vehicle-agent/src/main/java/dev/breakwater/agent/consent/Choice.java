package dev.breakwater.agent.consent;

import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;

/**
 * What a person in the car chose.
 *
 * @param notice digest of the notice that was on the screen
 * @param channel where it was, e.g. {@code head-unit}
 */
public record Choice(
    Purpose purpose,
    State state,
    Period period,
    NoticeLanguage language,
    Digest notice,
    String channel) {

  /** Returns the choice to refuse or withdraw. */
  public static Choice no(Purpose purpose, Notice shown, String channel) {
    return new Choice(purpose, State.NO, Period.NONE, shown.language(), shown.digest(), channel);
  }

  /** Returns the choice to allow. */
  public static Choice grant(
      Purpose purpose, State state, Period period, Notice shown, String channel) {
    return new Choice(purpose, state, period, shown.language(), shown.digest(), channel);
  }
}
