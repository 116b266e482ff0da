package dev.breakwater.agent.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.agent.survey.Polygon.Corner;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Auto Provisions Art. 3(1): what is inside a sensitive area")
class AreaTest {
  /** An L: 0,0 to 4,4 without its upper right quarter. */
  private static final Polygon L =
      new Polygon(
          List.of(
              new Corner(0, 0),
              new Corner(0, 4),
              new Corner(2, 4),
              new Corner(2, 2),
              new Corner(4, 2),
              new Corner(4, 0)));

  @ParameterizedTest
  @CsvSource({
    "1, 1, true", "1, 3, true", "3, 1, true", "3, 3, false", "5, 1, false", "1, 5, false",
    "-1, 1, false", "1, -1, false", "0, 0, true", "0, 4, true", "2, 4, true", "2, 2, true",
    "4, 2, true", "4, 0, true", "0, 2, true", "1, 4, true", "2, 3, true", "3, 2, true",
    "4, 1, true", "2, 0, true", "2, 5, false", "2, -1, false", "4, 3, false", "0, 5, false",
    "0, -1, false", "4, -1, false"
  })
  void polygon_placeInsideOnAnEdgeOrACorner_isContained(int latitude, int longitude, boolean in) {
    assertThat(L.contains(latitude, longitude)).isEqualTo(in);
    List<Corner> turned = new ArrayList<>(L.corners());
    Collections.reverse(turned);
    assertThat(new Polygon(turned).contains(latitude, longitude)).isEqualTo(in);
  }

  @Test
  void polygon_anyPlaceOnAnyEdge_isContainedAndOneStepOutsideIsNot() {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      // A triangle whose edges pass through whole places.
      int latitude = random.nextInt(50_000_000);
      int longitude = 70_000_000 + random.nextInt(60_000_000);
      int steps = 1 + random.nextInt(1000);
      int north = 1 + random.nextInt(500);
      int east = 1 + random.nextInt(500);
      var triangle =
          new Polygon(
              List.of(
                  new Corner(latitude, longitude),
                  new Corner(latitude + steps * north, longitude + steps * east),
                  new Corner(latitude + steps * north, longitude)));
      int at = random.nextInt(steps + 1);
      int onLatitude = latitude + at * north;
      int onLongitude = longitude + at * east;

      assertThat(triangle.contains(onLatitude, onLongitude)).as("%s", triangle).isTrue();
      assertThat(triangle.contains(onLatitude, onLongitude + 1)).as("%s", triangle).isFalse();
      assertThat(triangle.contains(onLatitude, longitude - 1)).as("%s", triangle).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // A degree of latitude is 110.6 to 111.7 km; the circle of 1 km is drawn 6 m larger.
    "39900000, 116400000, true",
    "39908980, 116400000, true",
    "39909200, 116400000, false",
    "39891020, 116400000, true",
    "39900000, 116411700, true",
    "39900000, 116412000, false"
  })
  void circle_placeWithinItsRadius_isContained(int latitude, int longitude, boolean in) {
    assertThat(new Circle(39_900_000, 116_400_000, 1000).contains(latitude, longitude))
        .isEqualTo(in);
  }

  @Test
  void area_thatIsNone_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Circle(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Circle(0, 0, 200_001));
    assertThatIllegalArgumentException().isThrownBy(() -> new Circle(90_000_001, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Corner(0, 180_000_001));
    var corner = new Corner(0, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> new Polygon(List.of(corner, corner)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Polygon(Collections.nCopies(Polygon.MAX_CORNERS + 1, corner)));
  }

  @Test
  void load_areasThatAnAuthorWrote_areThese() throws Exception {
    var areas =
        load(
            """
            areas:
              - name: barracks
                circle: {latitude: 39.9, longitude: 116.4, radius-m: 1000}
              - name: harbour
                polygon:
                  - {latitude: 31.0, longitude: 121.0}
                  - {latitude: 31.0, longitude: 121.5}
                  - {latitude: 31.5, longitude: 121.0}
            """);

    assertThat(areas.contain(39_900_000, 116_400_000)).isTrue();
    assertThat(areas.contain(31_250_000, 121_250_000)).as("on the edge").isTrue();
    assertThat(areas.contain(31_250_000, 121_250_001)).isFalse();
  }

  @Test
  void load_brokenAreas_namesEveryPlaceAtOnce() {
    var refused =
        catchThrowableOfType(
            InvalidSourceException.class,
            () ->
                load(
                    """
                    areas:
                      - name: both
                        circle: {latitude: 39.9, longitude: 116.4, radius-m: 1000}
                        polygon: []
                      - name: too fine
                        circle: {latitude: 39.1234567, longitude: 116.4, radius-m: 0}
                      - circle: {latitude: 91, longitude: 116.4, radius-m: 10}
                      - name: a line
                        polygon: [{latitude: 1, longitude: 1}, {latitude: 2, longitude: 2}]
                      - name: nothing
                        colour: red
                    """));

    assertThat(refused.problems().stream().map(Object::toString))
        .hasSize(7)
        .anySatisfy(each -> assertThat(each).contains("either a circle or a polygon"))
        .anySatisfy(each -> assertThat(each).contains("at most 6 decimals"))
        .anySatisfy(each -> assertThat(each).contains("'name' is missing"))
        .anySatisfy(each -> assertThat(each).contains("no place on earth"))
        .anySatisfy(each -> assertThat(each).contains("3 to 1000 corners"))
        .anySatisfy(each -> assertThat(each).contains("unknown field 'colour'"));
  }

  private static SensitiveAreas load(String yaml) throws InvalidSourceException {
    return SensitiveAreas.load(Bytes.of(yaml.getBytes(StandardCharsets.UTF_8)), "areas.yaml");
  }
}
