package dev.breakwater.agent.survey;

import dev.breakwater.policy.source.Fields;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.policy.source.Node;
import dev.breakwater.policy.source.Source;
import dev.breakwater.wire.Bytes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The areas in which neither pictures nor geodata are taken (Auto Provisions Art. 3(1)). Which they
 * are, the competent authorities say; none is built in.
 */
public record SensitiveAreas(List<Area> areas) {
  /** The most areas. */
  public static final int MAX_AREAS = 1000;

  private static final Set<String> FIELDS = Set.of("areas");
  private static final Set<String> AREA = Set.of("name", "circle", "polygon");
  private static final Set<String> CIRCLE = Set.of("latitude", "longitude", "radius-m");
  private static final Set<String> CORNER = Set.of("latitude", "longitude");

  /**
   * @throws IllegalArgumentException if there are too many
   */
  public SensitiveAreas {
    areas = List.copyOf(areas);
    if (areas.size() > MAX_AREAS) {
      throw new IllegalArgumentException("at most " + MAX_AREAS + " areas can be given");
    }
  }

  /** Asks whether a place, in millionths of a degree, is in one of them. */
  boolean contain(int latitude, int longitude) {
    return areas.stream().anyMatch(area -> area.contains(latitude, longitude));
  }

  /**
   * Reads a file of areas, each a circle or a polygon in degrees of WGS-84.
   *
   * @param name of the file, for messages
   * @throws InvalidSourceException with every problem of the file
   */
  public static SensitiveAreas load(Bytes yaml, String name) throws InvalidSourceException {
    Source source = Source.read(yaml, name);
    List<Area> areas = new ArrayList<>();
    Fields.of(source, source.root(), FIELDS)
        .ifPresent(
            fields ->
                fields
                    .elements("areas", MAX_AREAS)
                    .forEach(node -> area(source, node).ifPresent(areas::add)));
    source.refuseIfBroken();
    return new SensitiveAreas(areas);
  }

  private static Optional<Area> area(Source source, Node node) {
    return Fields.of(source, node, AREA)
        .flatMap(
            fields -> {
              fields.one("name", Fields::text);
              Optional<Node> circle = fields.given("circle");
              Optional<Node> polygon = fields.given("polygon");
              if (circle.isPresent() == polygon.isPresent()) {
                source.problem(node, "an area is either a circle or a polygon");
                return Optional.empty();
              }
              return circle.isPresent()
                  ? circle(source, circle.get())
                  : polygon(source, polygon.get());
            });
  }

  private static Optional<Area> circle(Source source, Node node) {
    return Fields.of(source, node, CIRCLE)
        .flatMap(
            fields -> {
              Optional<Integer> latitude = fields.one("latitude", SensitiveAreas::degrees);
              Optional<Integer> longitude = fields.one("longitude", SensitiveAreas::degrees);
              Optional<Integer> radius = fields.one("radius-m", Integer::parseInt);
              return latitude.isPresent() && longitude.isPresent() && radius.isPresent()
                  ? checked(
                      source, node, () -> new Circle(latitude.get(), longitude.get(), radius.get()))
                  : Optional.empty();
            });
  }

  private static Optional<Area> polygon(Source source, Node node) {
    List<Polygon.Corner> corners = new ArrayList<>();
    List<Node> written = source.elements(node, Polygon.MAX_CORNERS);
    for (Node corner : written) {
      corner(source, corner).ifPresent(corners::add);
    }
    return corners.size() == written.size()
        ? checked(source, node, () -> new Polygon(corners))
        : Optional.empty();
  }

  private static Optional<Polygon.Corner> corner(Source source, Node node) {
    return Fields.of(source, node, CORNER)
        .flatMap(
            fields -> {
              Optional<Integer> latitude = fields.one("latitude", SensitiveAreas::degrees);
              Optional<Integer> longitude = fields.one("longitude", SensitiveAreas::degrees);
              return latitude.isPresent() && longitude.isPresent()
                  ? checked(source, node, () -> new Polygon.Corner(latitude.get(), longitude.get()))
                  : Optional.empty();
            });
  }

  private static <T> Optional<T> checked(Source source, Node node, Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (IllegalArgumentException e) {
      source.problem(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Returns millionths: a coordinate with more digits is none that anybody measures. */
  private static int degrees(String text) {
    var degrees = new BigDecimal(text);
    if (degrees.scale() < 0 || degrees.scale() > 6 || degrees.precision() > 9) {
      throw new IllegalArgumentException("a coordinate has at most 6 decimals, e.g. 39.916527");
    }
    return degrees.movePointRight(6).intValueExact();
  }
}
