package dev.breakwater.agent.notice;

import dev.breakwater.wire.ConsentChange.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a car may want personal information for. Each is asked for apart from the others, and no two
 * share a category: a consent to one is none to another (PIPL Art. 29, Auto Provisions Art. 9).
 * Those that process cabin data outside the car are the list of the four requirements test, item 3;
 * what authorities may ask for by law is not the driver's to consent to.
 */
public enum Purpose {
  DRIVER_MONITORING("driver-monitoring", "cabin.camera", true, false),
  VOICE_CONTROL("voice-control", "cabin.microphone", true, false),
  CABIN_COMFORT("cabin-comfort", "cabin.signal", true, false),
  NAVIGATION("navigation", "position", true, true),
  DRIVING_STYLE("driving-style", "driver", true, true),
  CHARGING("charging", "charging.session", true, true),
  CLOUD_VOICE("cloud-voice", "cabin.voice", false, true),
  REMOTE_VIEW("remote-view", "cabin.remote-view", false, true),
  CLOUD_RECORDING("cloud-recording", "cabin.cloud-recording", false, true);

  /**
   * What every car asks for. A function of the cabin that reaches outside is asked for only where
   * the maker says that the car has it.
   */
  public static final Set<Purpose> BUILT_IN =
      Set.of(DRIVER_MONITORING, VOICE_CONTROL, CABIN_COMFORT, NAVIGATION, DRIVING_STYLE, CHARGING);

  private final String id;
  private final String category;
  private final boolean inVehicle;
  private final boolean outside;

  Purpose(String id, String category, boolean inVehicle, boolean outside) {
    this.id = id;
    this.category = category;
    this.inVehicle = inVehicle;
    this.outside = outside;
  }

  public String id() {
    return id;
  }

  /** Returns the categories it needs, or their beginnings. */
  public List<String> categories() {
    return List.of(category);
  }

  /** Returns what may be granted, beside the refusal that always may be chosen. */
  public Set<State> grants() {
    return Arrays.stream(State.values()).filter(this::mayBe).collect(Collectors.toSet());
  }

  private boolean mayBe(State state) {
    return switch (state) {
      case NO -> false;
      case IN_VEHICLE -> inVehicle;
      case YES -> outside;
    };
  }

  /** Returns whether data of a category is collected for this purpose. */
  public boolean covers(String other) {
    return other.equals(category) || other.startsWith(category + ".");
  }

  public static Optional<Purpose> ofId(String id) {
    return Arrays.stream(values()).filter(purpose -> purpose.id.equals(id)).findAny();
  }

  /** Returns the purpose that data of a category is collected for. */
  public static Optional<Purpose> ofCategory(String category) {
    return Arrays.stream(values()).filter(purpose -> purpose.covers(category)).findAny();
  }
}
