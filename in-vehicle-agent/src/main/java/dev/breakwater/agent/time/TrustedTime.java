package dev.breakwater.agent.time;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that consents run by: the highest of the persisted high-water mark and what trusted
 * sources said, carried on by the boot clock. It never goes back, and the wall clock has no
 * influence on it. While the car is off it stands still; how much time has really passed is unknown
 * until a source speaks again. Safe for use by several threads.
 */
public final class TrustedTime implements InstantSource {
  /** After so long without a source nothing may rest on this time any more. */
  public static final Duration MAX_UNKNOWN = Duration.ofHours(24);

  /** How far a source may be behind, e.g. for its way; one further behind may be a replay. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** How far all open sources together may move the time before an authenticated one speaks. */
  public static final Duration MAX_AHEAD = Duration.ofDays(35);

  /** No source is believed that says a later time: a receiver that counts weeks wrong. */
  public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** The largest mark that is read, bytes. */
  static final int MAX_BYTES = 64;

  private static final Pattern MARK =
      Pattern.compile("(\\d{1,15}) (\\d{1,15}|never)(?: \\+(\\d{1,15}))?\n");

  private final Path mark;
  private final LongSupplier bootMillis;

  // Guarded by this object's monitor: a time, the boot clock at that time, and when a source spoke.
  private long baseMillis;
  private long baseBootMillis;
  private OptionalLong confirmedMillis;

  // How far open sources moved it since an authenticated one spoke.
  private long aheadMillis;

  private TrustedTime(Path mark, LongSupplier bootMillis, long base, OptionalLong confirmed) {
    this.mark = mark;
    this.bootMillis = bootMillis;
    this.baseMillis = base;
    this.baseBootMillis = bootMillis.getAsLong();
    this.confirmedMillis = confirmed;
  }

  /**
   * Goes on from the mark in a file. Without one, and if it is damaged, the time is unknown.
   *
   * @param bootMillis time since boot, milliseconds; never goes back
   */
  public static TrustedTime open(Path mark, LongSupplier bootMillis) throws IOException {
    if (Files.exists(mark) && Files.size(mark) <= MAX_BYTES) {
      Matcher content = MARK.matcher(new String(Files.readAllBytes(mark), US_ASCII));
      if (content.matches()) {
        long base = Long.parseLong(content.group(1));
        var time = new TrustedTime(mark, bootMillis, base, confirmed(content.group(2)));
        time.aheadMillis = content.group(3) == null ? 0 : Long.parseLong(content.group(3));
        return time;
      }
    }
    return new TrustedTime(mark, bootMillis, 0, OptionalLong.empty());
  }

  private static OptionalLong confirmed(String text) {
    return text.equals("never") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** Returns the earliest time that it can be; the epoch, carried on, if nothing is known. */
  @Override
  public synchronized Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public synchronized long millis() {
    return baseMillis + Math.max(0, bootMillis.getAsLong() - baseBootMillis);
  }

  /**
   * Hears an authenticated source: the receiver over its session, or the system clock where the
   * platform sets it from one that is.
   *
   * @return false if it is not believed: it is further behind than its way explains, or absurd
   */
  public synchronized boolean observe(Instant said) {
    if (!isPossible(said)) {
      return false;
    }
    move(said);
    aheadMillis = 0;
    return true;
  }

  /**
   * Hears an open source, which anybody near could imitate: GNSS. It carries on a time that an
   * authenticated source once told, and tells none by itself; together with others it moves the
   * time ahead by {@link #MAX_AHEAD} at most until an authenticated source speaks.
   *
   * @return false if it is not believed
   */
  public synchronized boolean observeOpen(Instant said) {
    if (confirmedMillis.isEmpty() || !isPossible(said)) {
      return false;
    }
    long ahead = aheadMillis + Math.max(0, said.toEpochMilli() - millis());
    if (ahead > MAX_AHEAD.toMillis()) {
      return false;
    }
    move(said);
    aheadMillis = ahead;
    return true;
  }

  private boolean isPossible(Instant said) {
    return !said.isAfter(LATEST) && !said.isBefore(Instant.ofEpochMilli(millis()).minus(TOLERANCE));
  }

  private void move(Instant said) {
    baseMillis = Math.max(millis(), said.toEpochMilli());
    baseBootMillis = bootMillis.getAsLong();
    confirmedMillis = OptionalLong.of(baseMillis);
  }

  /** Returns since when no source has spoken; empty if none ever has. */
  public synchronized Optional<Instant> unknownSince() {
    return confirmedMillis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(confirmedMillis.getAsLong()))
        : Optional.empty();
  }

  /** Returns whether a source has spoken within {@link #MAX_UNKNOWN}. */
  public synchronized boolean isKnown() {
    return confirmedMillis.isPresent()
        && millis() - confirmedMillis.getAsLong() < MAX_UNKNOWN.toMillis();
  }

  /** Makes the high-water mark durable; called now and then, and at the end of a run. */
  public synchronized void save() throws IOException {
    String confirmed =
        confirmedMillis.isPresent() ? Long.toString(confirmedMillis.getAsLong()) : "never";
    String content = millis() + " " + confirmed + " +" + aheadMillis + "\n";
    DurableFile.replace(mark, Bytes.of(content.getBytes(US_ASCII)));
  }
}
