package dev.breakwater.agent.cabin;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.consent.Deleted;
import dev.breakwater.agent.consent.Holding;
import dev.breakwater.agent.keys.KeyVault;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where cabin data stays that somebody allowed to be processed in the car (Auto Provisions Art.
 * 6(1); GB/T 44464-2024 §5.4.1): encrypted apart for each purpose, bounded in bytes and age. When a
 * consent ends its key is destroyed first, then the samples are deleted. Without consent there is
 * no file and no directory. Safe for use by several threads.
 */
public final class CabinVault implements Holding {
  private final Path directory;
  private final KeyVault vault;
  private final Consents consents;
  private final VaultBounds bounds;
  private final InstantSource time;
  private final RandomGenerator random;

  // Guarded by this object's monitor.
  private final Map<Purpose, Compartment> open = new EnumMap<>(Purpose.class);

  /**
   * @param directory need not exist
   * @param consents asked at each sample: one that a withdrawal has overtaken is not kept
   * @param time for the age of samples
   * @param random a secure generator
   */
  public CabinVault(
      Path directory,
      KeyVault vault,
      Consents consents,
      VaultBounds bounds,
      InstantSource time,
      RandomGenerator random) {
    this.directory = directory;
    this.vault = vault;
    this.consents = consents;
    this.bounds = bounds;
    this.time = time;
    this.random = random;
  }

  /** Returns whether a sensor may be opened now. */
  public boolean takes(String category) {
    return isAllowed(consents.of(category));
  }

  /**
   * Takes a sample.
   *
   * @return whether it is kept, and durable; false if the consent has ended meanwhile
   */
  public synchronized boolean keep(Purpose purpose, CabinSample sample) throws IOException {
    if (!takes(sample.category()) || !purpose.covers(sample.category())) {
      return false;
    }
    Compartment compartment = compartment(purpose);
    compartment.keep(sample);
    compartment.bound(bounds, time.millis());
    return true;
  }

  private static boolean isAllowed(Consent consent) {
    return switch (consent) {
      case IN_VEHICLE, YES -> true;
      case NOT_SET, NO -> false;
    };
  }

  /** Returns the port of a function in the car. */
  public PurposeReader reader(Purpose purpose) {
    return new PurposeReader(this, purpose);
  }

  /** Returns the samples of a purpose, the oldest first; none once its consent has ended. */
  synchronized List<CabinSample> read(Purpose purpose) throws IOException {
    boolean allowed = purpose.categories().stream().allMatch(this::takes);
    if (!allowed || !Compartment.exists(path(purpose))) {
      return List.of();
    }
    Compartment compartment = compartment(purpose);
    compartment.bound(bounds, time.millis());
    List<CabinSample> samples = new ArrayList<>();
    for (Compartment.Name name : compartment.names()) {
      samples.add(compartment.read(name));
    }
    return samples;
  }

  /** Deletes what has become too old. */
  public synchronized void expire() throws IOException {
    for (Purpose purpose : Purpose.values()) {
      if (Compartment.exists(path(purpose))) {
        compartment(purpose).bound(bounds, time.millis());
      }
    }
  }

  /** Returns how many samples of each category are kept for a purpose. */
  public synchronized Map<String, Long> counts(Purpose purpose) throws IOException {
    return Compartment.exists(path(purpose)) ? compartment(purpose).counts() : Map.of();
  }

  @Override
  public synchronized Deleted delete(Purpose purpose, Consent now) throws IOException {
    if (isAllowed(now) || !Compartment.exists(path(purpose))) {
      return Deleted.NOTHING;
    }
    Map<String, Long> counts = counts(purpose);
    open.remove(purpose);
    Compartment.destroy(path(purpose));
    return new Deleted(counts, List.of());
  }

  private Compartment compartment(Purpose purpose) throws IOException {
    Compartment compartment = open.get(purpose);
    if (compartment == null) {
      compartment = Compartment.open(path(purpose), vault, random);
      open.put(purpose, compartment);
    }
    return compartment;
  }

  private Path path(Purpose purpose) {
    return directory.resolve(purpose.id());
  }
}
