package dev.breakwater.agent.plan;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Chunk;
import dev.breakwater.wire.ClipManifest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a car is to record, for what, and when; also called a campaign. Nobody records what no plan
 * asks for, and no plan makes the policy permit anything. Immutable.
 *
 * @param id unique in its bundle
 * @param inForce outside of it the plan does nothing
 * @param trigger null if the plan records all the time
 */
public record CollectionPlan(
    String id,
    String purpose,
    Period inForce,
    Priority priority,
    List<SignalChoice> signals,
    List<CameraChoice> cameras,
    @Nullable Trigger trigger) {
  /** The category of a frame before it is a part of a clip. */
  public static final String FRAME = "exterior.frame";

  private static final double ALL = Double.POSITIVE_INFINITY;

  public CollectionPlan {
    signals = List.copyOf(signals);
    cameras = List.copyOf(cameras);
  }

  /**
   * Reads a plan.
   *
   * @param name of the file, for messages
   * @param catalog whose signals and categories it may speak of
   * @throws InvalidSourceException with every problem of the file
   */
  public static CollectionPlan load(Bytes yaml, String name, Catalog catalog)
      throws InvalidSourceException {
    return PlanReader.read(yaml, name, catalog);
  }

  /** Returns what a car records that was given no plans: every signal, as it comes. */
  static CollectionPlan builtIn() {
    return new CollectionPlan(
        "built-in",
        "fleet.telemetry",
        new Period(Instant.MIN, Instant.MAX),
        Priority.TELEMETRY,
        List.of(new SignalChoice.OfCategory(new CategoryPattern("*"), ALL)),
        List.of(),
        null);
  }

  /**
   * Returns how many frames of a camera are taken in a second at most.
   *
   * @throws java.util.NoSuchElementException if the plan does not ask for the camera
   */
  public double maxHertzOf(String sensor) {
    return cameras.stream()
        .filter(camera -> camera.sensor().equals(sensor))
        .findFirst()
        .orElseThrow()
        .maxHertz();
  }

  /** Returns the categories that it has to be permitted to collect. */
  Set<String> collected(Catalog catalog) {
    Set<String> categories = signalCategories(catalog);
    if (!cameras.isEmpty()) {
      categories.add(FRAME);
    }
    return categories;
  }

  /** Returns the categories that have to be permitted to leave the car. */
  Set<String> leaving(Catalog catalog) {
    Set<String> categories = signalCategories(catalog);
    if (!cameras.isEmpty()) {
      categories.addAll(List.of(ClipManifest.CATEGORY, Chunk.CATEGORY));
    }
    return categories;
  }

  private Set<String> signalCategories(Catalog catalog) {
    Set<String> categories = new TreeSet<>();
    signals.forEach(choice -> categories.addAll(choice.categories(catalog)));
    return categories;
  }
}
