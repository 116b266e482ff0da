package dev.breakwater.agent.consent;

import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.agent.time.TrustedTime;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consents of the people in a car (PIPL Art. 14, 15, 29; Auto Provisions Art. 9; GB/T
 * 44464-2024 §5.2.2 to 5.2.4). Nothing is granted by default, a grant ends by {@link TrustedTime},
 * and it ends at once when the notice or the purpose is not the one that was agreed to. Safe for
 * use by several threads.
 */
public final class ConsentBook {
  /** How long a grant for once lasts if the ignition is never off. */
  static final int ONCE_HOURS = 24;

  /** How long every decision stays in the car at least; the last of a purpose stays for ever. */
  static final Duration KEPT = Duration.ofDays(400);

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Notices notices;
  private final Set<Purpose> functions;
  private final TrustedTime time;

  // Guarded by this object's monitor.
  private final ConsentLog log;
  private final Map<Purpose, ConsentChange> last = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Long> withdrawn = new EnumMap<>(Purpose.class);
  // Up to this epoch the decisions are on their way to the onshore side.
  private long sealed;
  // Grants for once are over up to this epoch.
  private long onceOver;

  /** The notice that was on the screen last; set by the page's thread. */
  private volatile @Nullable Digest shown;

  private ConsentBook(ConsentLog log, Notices notices, Set<Purpose> functions, TrustedTime time) {
    this.log = log;
    this.notices = notices;
    this.functions = Set.copyOf(functions);
    this.time = time;
    log.changes().forEach(this::note);
    this.onceOver = log.lastEpoch();
  }

  /**
   * Opens the book in a directory; the ignition is on from now.
   *
   * @param functions purposes that this car has a use for; no other can be granted
   * @throws IOException also if somebody changed the decisions
   */
  public static ConsentBook open(
      Path directory, KeyVault vault, Notices notices, Set<Purpose> functions, TrustedTime time)
      throws IOException {
    Files.createDirectories(directory);
    ConsentLog log = ConsentLog.open(directory.resolve("consents.log"), vault);
    return new ConsentBook(log, notices, functions, time);
  }

  private void note(ConsentChange change) {
    Purpose.ofId(change.purpose())
        .ifPresent(
            purpose -> {
              last.put(purpose, change);
              if (change.state() != State.YES) {
                withdrawn.put(purpose, change.epoch());
              }
            });
  }

  /** Returns what is decided, as it changes. */
  public Consents consents() {
    return new Consents(this::decided);
  }

  private Decided decided(String prefix) {
    return Arrays.stream(Purpose.values())
        .filter(purpose -> purpose.categories().contains(prefix))
        .findAny()
        .map(this::decided)
        .orElse(Decided.NOTHING);
  }

  private synchronized Decided decided(Purpose purpose) {
    Standing standing = standing(purpose);
    ConsentChange change = standing.last();
    return new Decided(
        standing.consent(),
        change == null ? 0 : change.epoch(),
        withdrawn.getOrDefault(purpose, 0L));
  }

  /** Notes that a notice was on a screen. */
  public void shown(Notice notice) {
    shown = notice.digest();
  }

  /**
   * Returns the notice that people were told for a purpose: the one that they agreed to; else what
   * this car tells everybody.
   *
   * @param purpose empty for data that no purpose of this car is about
   */
  public Optional<Digest> noticeTold(Optional<Purpose> purpose) {
    return purpose
        .map(this::standing)
        .filter(Standing::isGranted)
        .flatMap(standing -> Optional.ofNullable(standing.last()))
        .map(ConsentChange::notice)
        .or(this::general);
  }

  /** What was on the screen since the ignition is on; else the maker's notice, if there is one. */
  private Optional<Digest> general() {
    Digest onScreen = shown;
    if (onScreen != null) {
      return Optional.of(onScreen);
    }
    return notices.isExample()
        ? Optional.empty()
        : Optional.of(notices.in(NoticeLanguage.ZH).digest());
  }

  /** Returns the purposes that this car has a use for, in the order they are shown. */
  public List<Purpose> functions() {
    return Arrays.stream(Purpose.values()).filter(functions::contains).toList();
  }

  public Notice notice(NoticeLanguage language) {
    return notices.in(language);
  }

  /** Returns how a purpose stands at this instant. */
  public synchronized Standing standing(Purpose purpose) {
    ConsentChange change = last.get(purpose);
    return new Standing(purpose, basis(purpose, Optional.ofNullable(change)), change);
  }

  private Standing.Basis basis(Purpose purpose, Optional<ConsentChange> change) {
    if (change.isEmpty()) {
      return Standing.Basis.NEVER_DECIDED;
    }
    if (!change.get().grants()) {
      return Standing.Basis.REFUSED;
    }
    if (!agreedTo(purpose, change.get())) {
      return Standing.Basis.CHANGED;
    }
    if (isOnceOver(change.get()) || time.millis() >= change.get().untilMillis()) {
      return Standing.Basis.ENDED;
    }
    // Fail closed: a car that does not know the time cannot say that the period is not over.
    return time.isKnown() ? Standing.Basis.GRANTED : Standing.Basis.TIME_UNKNOWN;
  }

  private boolean isOnceOver(ConsentChange change) {
    return change.period() == Period.ONCE && change.epoch() <= onceOver;
  }

  private boolean agreedTo(Purpose purpose, ConsentChange change) {
    return functions.contains(purpose)
        && purpose.categories().equals(change.categories())
        && purpose.grants().contains(change.state())
        && NoticeLanguage.ofTag(change.locale())
            .filter(language -> notices.in(language).digest().equals(change.notice()))
            .isPresent();
  }

  /**
   * Makes a choice durable; it is in force when this returns. A refusal is always taken.
   *
   * @throws ConsentRefusedException if the choice cannot become a consent; nothing was changed
   * @throws IOException if it could not be stored: then it is not in force
   */
  public synchronized ConsentChange decide(Choice choice)
      throws IOException, ConsentRefusedException {
    makeRoom();
    if (choice.state() != State.NO) {
      requireGrantable(choice);
    }
    long now = time.millis();
    var change =
        new ConsentChange(
            log.nextEpoch(),
            choice.purpose().id(),
            choice.purpose().categories(),
            choice.state(),
            choice.state() == State.NO ? Period.NONE : choice.period(),
            now,
            choice.state() == State.NO ? 0 : until(now, choice.period()),
            choice.notice(),
            choice.language().tag(),
            choice.channel());
    log.append(change);
    note(change);
    return change;
  }

  /** Lets go of decisions that no longer matter, if the log is full. */
  private void makeRoom() throws IOException {
    if (log.hasRoom()) {
      return;
    }
    long from = time.millis() - KEPT.toMillis();
    Map<String, Long> newest = new HashMap<>();
    log.changes().forEach(change -> newest.put(change.purpose(), change.epoch()));
    log.compact(
        change ->
            change.decidedMillis() >= from
                || change.epoch() > sealed
                || Long.valueOf(change.epoch()).equals(newest.get(change.purpose())));
  }

  private void requireGrantable(Choice choice) throws ConsentRefusedException {
    boolean offered = functions.contains(choice.purpose());
    if (!offered || !choice.purpose().grants().contains(choice.state())) {
      throw new ConsentRefusedException(
          choice.purpose().id() + " cannot be granted as " + choice.state(),
          "Choose one of the states that are offered.");
    }
    if (choice.period() == Period.NONE) {
      throw new ConsentRefusedException("a grant without a period", "Choose how long it lasts.");
    }
    if (!notices.in(choice.language()).digest().equals(choice.notice())) {
      throw new ConsentRefusedException(
          "the notice that was shown is not the one of this car", "Read the notice again.");
    }
    if (!time.isKnown()) {
      throw new ConsentRefusedException(
          "the car does not know the time", "Try again when it has a connection or sees the sky.");
    }
    if (!log.hasRoom()) {
      throw new ConsentRefusedException(
          "the car has stored as many decisions as it can", "Have the car reset by a workshop.");
    }
  }

  private static long until(long now, Period period) {
    ZonedDateTime from = ZonedDateTime.ofInstant(Instant.ofEpochMilli(now), ZONE);
    ZonedDateTime end =
        switch (period) {
          case NONE -> from;
          case ONCE -> from.plusHours(ONCE_HOURS);
          case SEVEN_DAYS -> from.plusDays(7);
          case THREE_MONTHS -> from.plusMonths(3);
          case ONE_YEAR -> from.plusYears(1);
        };
    return end.toInstant().toEpochMilli();
  }

  /** Ends every grant that was for once. */
  public synchronized void ignitionOff() {
    onceOver = log.lastEpoch();
  }

  /** Returns how many decisions there ever were. */
  public synchronized long epoch() {
    return log.lastEpoch();
  }

  /** Notes that the decisions up to an epoch are sealed. */
  public synchronized void sealed(long epoch) {
    sealed = epoch;
  }

  /** Returns the decisions after an epoch, in their order. */
  public synchronized List<ConsentChange> after(long epoch) {
    return log.changes().stream().filter(change -> change.epoch() > epoch).toList();
  }
}
