package dev.breakwater.cli.vehicle;

import dev.breakwater.policy.source.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rules decide.
 *
 * @param directory of the policy bundles; empty for the one in the data directory
 * @param shadow id or file of a pack that decides nothing
 */
public record PolicySection(Optional<Path> directory, Optional<String> shadow) {
  private static final Setting<Optional<Path>> DIRECTORY =
      Setting.optional(
          "directory",
          "policy bundles: keys.yaml, inbox, accepted; none: vehicle/policy in the data directory",
          Quantities::path);
  private static final Setting<Optional<String>> SHADOW =
      Setting.optional(
          "shadow",
          "id or file of rules that are asked beside those in force and decide nothing",
          Fields::text);

  public static final Section<PolicySection> SECTION =
      new Section<>(
          PolicySection.class,
          "policy",
          "Which rules decide.",
          List.of(DIRECTORY, SHADOW),
          values -> new PolicySection(values.of(DIRECTORY), values.of(SHADOW)));

  /** Returns this section, or what the command line says instead. */
  public PolicySection or(@Nullable Path givenDirectory, @Nullable String givenShadow) {
    return new PolicySection(
        Optional.ofNullable(givenDirectory).or(() -> directory),
        Optional.ofNullable(givenShadow).or(() -> shadow));
  }
}
