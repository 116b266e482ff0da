package dev.breakwater.cli.onshore;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import dev.breakwater.console.map.MapPlugin;
import dev.breakwater.console.map.ReviewNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's own map in the console.
 *
 * @param module its ES module, or a directory with {@code map.js}; empty for the grid alone
 * @param reviewNumber under which the map was reviewed
 */
public record MapSection(Optional<Path> module, Optional<ReviewNumber> reviewNumber) {
  private static final Logger log = LoggerFactory.getLogger(MapSection.class);

  private static final Setting<Optional<Path>> MODULE =
      Setting.optional(
          "module",
          "its ES module, or a directory with map.js and what it needs",
          Quantities::path);
  private static final Setting<Optional<ReviewNumber>> REVIEW_NUMBER =
      Setting.optional(
          "review-number", "under which it was reviewed, e.g. GS(2026)1234号", ReviewNumber::new);

  public static final Section<MapSection> SECTION =
      new Section<>(
          MapSection.class,
          "map",
          "Your own map in the console; without it, positions are on a grid alone.",
          List.of(MODULE, REVIEW_NUMBER),
          values -> new MapSection(values.of(MODULE), values.of(REVIEW_NUMBER)));

  /**
   * @throws IllegalArgumentException if there is a map without its number, or the reverse
   */
  public MapSection {
    if (module.isPresent() != reviewNumber.isPresent()) {
      throw new IllegalArgumentException(
          "module and review-number are given together: a map is shown with its number (审图号)");
    }
  }

  /**
   * Returns the map with what lies beside its module.
   *
   * @throws CommandFailedException if the module is not there, or is more than can be served
   */
  public Optional<MapPlugin> open() throws CommandFailedException {
    if (module.isEmpty() || reviewNumber.isEmpty()) {
      return Optional.empty();
    }
    try {
      MapPlugin map = MapPlugin.open(module.get(), reviewNumber.get());
      log.info("event=map review_number={} files={}", reviewNumber.get().text(), map.size());
      return Optional.of(map);
    } catch (IOException e) {
      throw new CommandFailedException(
          e.getMessage() + ".", "Name another in section 'map', or leave the section out.", 2);
    }
  }
}
