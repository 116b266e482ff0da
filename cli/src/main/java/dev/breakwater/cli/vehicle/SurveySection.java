package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.survey.SensitiveAreas;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the car knows of surveying.
 *
 * @param sensitiveAreas file of the areas in which no picture is taken; none: no place is known to
 *     be one or not
 */
public record SurveySection(Optional<Path> sensitiveAreas) {
  private static final Setting<Optional<Path>> AREAS =
      Setting.optional(
          "sensitive-areas",
          "YAML file of circles and polygons in which no picture is taken",
          Quantities::path);

  public static final Section<SurveySection> SECTION =
      new Section<>(
          SurveySection.class,
          "survey",
          "Where surveying law forbids to look.",
          List.of(AREAS),
          values -> new SurveySection(values.of(AREAS)));

  /**
   * Reads the file, if there is one.
   *
   * @throws InvalidSourceException with every problem of it
   */
  public Optional<SensitiveAreas> areas() throws IOException, InvalidSourceException {
    if (sensitiveAreas.isEmpty()) {
      return Optional.empty();
    }
    Path file = sensitiveAreas.get();
    if (Files.size(file) > Source.MAX_BYTES) {
      throw new IOException(file + " is larger than " + Source.MAX_BYTES + " bytes");
    }
    Bytes yaml = Bytes.of(Files.readAllBytes(file));
    return Optional.of(SensitiveAreas.load(yaml, file.toString()));
  }
}
