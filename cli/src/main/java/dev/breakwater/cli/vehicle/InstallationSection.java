package dev.breakwater.cli.vehicle;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies.
 *
 * @param data directory of the installation
 */
public record InstallationSection(Path data) {
  private static final Setting<Path> DATA =
      Setting.of("data", "breakwater-data", "data directory of the installation", Quantities::path);

  public static final Section<InstallationSection> SECTION =
      new Section<>(
          InstallationSection.class,
          "installation",
          "Where everything lies.",
          List.of(DATA),
          values -> new InstallationSection(values.of(DATA)));

  /** Returns this section, or what the command line says instead. */
  public InstallationSection or(@Nullable Path given) {
    return given == null ? this : new InstallationSection(given);
  }
}
