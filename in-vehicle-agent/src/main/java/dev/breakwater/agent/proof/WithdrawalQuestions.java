package dev.breakwater.agent.proof;

import dev.breakwater.agent.durable.DurableFile;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.Erased;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the receipt of each withdrawal that the receiver acknowledged, until the log proves that
 * the onshore side erased what it asked for (PIPL Art. 47). What is still to be asked survives a
 * restart: a file beside the receipts names it. Used by the uplink's thread.
 */
final class WithdrawalQuestions {
  /** The most that are asked for at a time; what is withdrawn beyond is not asked for. */
  static final int MAX_OPEN = 64;

  static final Duration FIRST_QUESTION = Duration.ofMinutes(1);
  static final Duration NEXT_QUESTION = Duration.ofMinutes(10);

  private static final Pattern OPEN = Pattern.compile("withdrawal-([0-9]{8,18})\\.open");
  private static final Logger log = LoggerFactory.getLogger(WithdrawalQuestions.class);

  private final Path directory;
  private final WithdrawalReceipts receipts;
  private final InstantSource clock;

  /** Who withdrew, by the epoch of the decision. */
  private final Map<Long, VehicleRef> open = new TreeMap<>();

  private final Map<Long, Long> askAtMillis = new HashMap<>();

  private WithdrawalQuestions(Path directory, WithdrawalReceipts receipts, InstantSource clock) {
    this.directory = directory;
    this.receipts = receipts;
    this.clock = clock;
  }

  /**
   * Goes on with what was open.
   *
   * @param directory of the car's receipts, which need not exist
   */
  static WithdrawalQuestions open(Path directory, WithdrawalReceipts receipts, InstantSource clock)
      throws IOException {
    Files.createDirectories(directory);
    var questions = new WithdrawalQuestions(directory, receipts, clock);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        questions.read(file);
      }
    }
    return questions;
  }

  private void read(Path file) throws IOException {
    Matcher name = OPEN.matcher(file.getFileName().toString());
    if (name.matches()) {
      try {
        open.put(Long.parseLong(name.group(1)), new VehicleRef(Files.readString(file)));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + " does not name a vehicle", e);
      }
    }
  }

  /**
   * Notes a withdrawal; any other item is none of its business.
   *
   * @return whether it is one
   */
  boolean acknowledged(Bytes encoded) throws IOException {
    try {
      Item item = Item.decode(encoded);
      if (!item.category().equals(ConsentChange.CATEGORY)) {
        return false;
      }
      ConsentChange change = ConsentChange.decode(item.payload());
      if (change.withdraws() && open.size() < MAX_OPEN) {
        note(change.epoch(), item.id().chain().vehicle());
      }
      return change.withdraws();
    } catch (WireFormatException e) {
      throw new IllegalStateException("the car sealed what does not decode", e);
    }
  }

  private void note(long epoch, VehicleRef vehicle) throws IOException {
    DurableFile.replace(file(epoch), text(vehicle));
    open.put(epoch, vehicle);
    askAtMillis.put(epoch, clock.millis() + FIRST_QUESTION.toMillis());
  }

  private static Bytes text(VehicleRef vehicle) {
    return Bytes.of(vehicle.value().getBytes(StandardCharsets.US_ASCII));
  }

  private Path file(long epoch) {
    return directory.resolve("withdrawal-%08d.open".formatted(epoch));
  }

  /** Returns the withdrawal whose receipt is to be asked for now. */
  OptionalLong next() {
    long now = clock.millis();
    for (long epoch : open.keySet()) {
      if (now >= askAtMillis.getOrDefault(epoch, now)) {
        askAtMillis.put(epoch, now + NEXT_QUESTION.toMillis());
        return OptionalLong.of(epoch);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Takes an answer.
   *
   * @param receipt null if there is none yet
   */
  void answered(long epoch, @Nullable Bytes receipt) throws IOException {
    VehicleRef vehicle = open.get(epoch);
    if (vehicle == null || receipt == null) {
      return;
    }
    Optional<Erased> erased = receipts.keep(vehicle, epoch, receipt);
    if (erased.isEmpty()) {
      log.error("event=erasure_not_proven withdrawal={}", epoch);
      return;
    }
    Files.deleteIfExists(file(epoch));
    open.remove(epoch);
    askAtMillis.remove(epoch);
    log.info("event=erasure_proven withdrawal={} rows={}", epoch, erased.get().rows());
  }
}
