package dev.breakwater.cli.onshore;

import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.cli.vehicle.Quantities;
import dev.breakwater.cli.vehicle.Section;
import dev.breakwater.cli.vehicle.Setting;
import java.nio.file.Path;
import java.util.List;

/**
 * Where everything lies.
 *
 * @param data directory that every process of the onshore side sees, each under this path
 */
public record PlaceSection(Path data) {
  private static final Setting<Path> DATA =
      Setting.of(
          "data",
          "breakwater-data",
          "data directory, which every process, Flink's too, sees under this path",
          Quantities::path);

  public static final Section<PlaceSection> SECTION =
      new Section<>(
          PlaceSection.class,
          "installation",
          "Where keys, checkpoints, store and log lie.",
          List.of(DATA),
          values -> new PlaceSection(values.of(DATA)));

  public DataLayout layout() {
    return new DataLayout(data);
  }
}
