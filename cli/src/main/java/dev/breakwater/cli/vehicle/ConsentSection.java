package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.ConsentSettings;
import dev.breakwater.agent.cabin.VaultBounds;
import dev.breakwater.agent.headunit.HeadUnitSettings;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.source.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the people in the car are asked, and how much cabin data they may have kept.
 *
 * @param notice directory of the maker's notice; empty for the one in the data directory
 * @param functions purposes that this car has a use for; empty for those that are built in
 * @param assessments of functions that reach outside the car (PIPL Art. 55)
 */
public record ConsentSection(
    Optional<Path> notice,
    List<Purpose> functions,
    long cabinBytes,
    Duration cabinAge,
    boolean trustSystemClock,
    List<Assessment> assessments) {
  private static final Setting<Optional<Path>> NOTICE =
      Setting.optional(
          "notice",
          "the maker's notice: notice.zh.json, .en, .ja; none: vehicle/notice in the data directory",
          Quantities::path);
  private static final Setting<List<Purpose>> FUNCTIONS =
      Setting.list(
          "functions",
          "purposes that this car asks consent for; none: all that this software has a use for",
          ConsentSection::purpose);
  private static final Setting<Long> CABIN_BYTES =
      Setting.of(
          "cabin-bytes",
          "64MiB",
          "how much the cabin vault keeps of one purpose; the oldest samples make room",
          Quantities::size);
  private static final Setting<Duration> CABIN_AGE =
      Setting.of(
          "cabin-age",
          "24h",
          "how long it keeps a sample; the notice says so",
          Quantities::duration);
  private static final Setting<Boolean> TRUST_SYSTEM_CLOCK =
      Setting.of(
          "trust-system-clock",
          "true",
          "the platform sets the system clock from GNSS or the network; consents run by it",
          Fields::truth);

  private static final Setting<List<Assessment>> ASSESSMENTS =
      Setting.list(
          "assessments",
          "impact assessments, each 'PURPOSE ID'; without its own no function of the cabin sends",
          Assessment::parse);

  /**
   * The impact assessment of one purpose.
   *
   * @param id as the maker files it
   */
  public record Assessment(Purpose purpose, String id) {
    static Assessment parse(String text) {
      String[] words = text.strip().split("\\s+", -1);
      if (words.length != 2) {
        throw new IllegalArgumentException("a purpose and an id are expected: cloud-voice PIA-7");
      }
      return new Assessment(ConsentSection.purpose(words[0]), words[1]);
    }
  }

  public static final Section<ConsentSection> SECTION =
      new Section<>(
          ConsentSection.class,
          "consent",
          "How the people in the car are asked, and what is kept of the cabin under their consent.",
          List.of(NOTICE, FUNCTIONS, CABIN_BYTES, CABIN_AGE, TRUST_SYSTEM_CLOCK, ASSESSMENTS),
          values ->
              new ConsentSection(
                  values.of(NOTICE),
                  values.of(FUNCTIONS),
                  values.of(CABIN_BYTES),
                  values.of(CABIN_AGE),
                  values.of(TRUST_SYSTEM_CLOCK),
                  values.of(ASSESSMENTS)));

  /**
   * @throws IllegalArgumentException if a bound is not positive
   */
  public ConsentSection {
    functions = List.copyOf(functions);
    assessments = List.copyOf(assessments);
    new VaultBounds(cabinBytes, cabinAge);
  }

  private static Purpose purpose(String id) {
    return Purpose.ofId(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "one of these is expected here: "
                        + Arrays.stream(Purpose.values())
                            .map(Purpose::id)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Returns the agent's settings.
   *
   * @param installed directory of the notice if the file names none; null if there is none
   */
  public ConsentSettings of(@Nullable Path installed, HeadUnitSection page) {
    HeadUnitSettings served =
        page.enabled() ? new HeadUnitSettings(page.address(), page.port()) : null;
    return new ConsentSettings(
        notice.orElse(installed),
        functions.isEmpty() ? Purpose.BUILT_IN : Set.copyOf(functions),
        new VaultBounds(cabinBytes, cabinAge),
        trustSystemClock,
        assessments.stream()
            .collect(Collectors.toMap(Assessment::purpose, Assessment::id, (first, next) -> next)),
        served);
  }
}
