package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.QualifiedUnit;
import dev.breakwater.agent.survey.HttpsSurveyingUnit;
import dev.breakwater.agent.survey.UnitEndpoint;
import dev.breakwater.policy.jurisdiction.Network;
import dev.breakwater.policy.jurisdiction.OnshoreNetworks;
import dev.breakwater.policy.source.Fields;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the car knows of surveying.
 *
 * @param sensitiveAreas signed file of the areas in which no picture is taken; none: no place is
 *     known to be one or not
 * @param unit the qualified surveying unit; none: raw geodata goes nowhere
 * @param assessment id of the impact assessment of what goes there
 */
public record SurveySection(
    Optional<Path> sensitiveAreas, Optional<UnitEndpoint> unit, String assessment) {
  private static final Setting<Optional<Path>> AREAS =
      Setting.optional(
          "sensitive-areas",
          "signed file of circles and polygons in which no picture is taken",
          Quantities::path);
  private static final Setting<Optional<URI>> UNIT =
      Setting.optional(
          "unit",
          "where the qualified surveying unit takes geodata, e.g. https://unit.example/geodata",
          SurveySection::address);
  private static final Setting<Optional<Digest>> PIN =
      Setting.optional(
          "unit-certificate-sha256", "of its certificate, 64 hex digits", SurveySection::pin);
  private static final Setting<List<Network>> NETWORKS =
      Setting.list(
          "onshore-networks",
          "where the unit may stand, e.g. [203.0.113.0/24]; private addresses always may",
          Network::of);
  private static final Setting<Optional<String>> ASSESSMENT =
      Setting.optional(
          "assessment", "id of the impact assessment of what goes to the unit", Fields::text);

  public static final Section<SurveySection> SECTION =
      new Section<>(
          SurveySection.class,
          "survey",
          "Where surveying law forbids to look, and who alone gets geodata.",
          List.of(AREAS, UNIT, PIN, NETWORKS, ASSESSMENT),
          SurveySection::build);

  private static SurveySection build(Values values) {
    return new SurveySection(values.of(AREAS), endpoint(values), values.of(ASSESSMENT).orElse(""));
  }

  private static Optional<UnitEndpoint> endpoint(Values values) {
    Optional<URI> address = values.of(UNIT);
    Optional<Digest> pin = values.of(PIN);
    if (address.isPresent() != pin.isPresent()) {
      throw new IllegalArgumentException(
          "'unit' and 'unit-certificate-sha256' belong together: no other certificate is trusted");
    }
    var onshore = new OnshoreNetworks(values.of(NETWORKS));
    return address.map(each -> new UnitEndpoint(each, pin.orElseThrow(), onshore));
  }

  private static URI address(String text) {
    URI address = URI.create(text);
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("an address of https is expected here");
    }
    return address;
  }

  private static Digest pin(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("64 hex digits in lower case are expected here");
    }
    return new Digest(Bytes.of(HexFormat.of().parseHex(text)));
  }

  /** Returns the unit, if there is one. */
  public Optional<QualifiedUnit> qualifiedUnit() {
    return unit.map(endpoint -> new QualifiedUnit(new HttpsSurveyingUnit(endpoint), assessment));
  }
}
