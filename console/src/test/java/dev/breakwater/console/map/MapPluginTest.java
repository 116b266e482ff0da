package dev.breakwater.console.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.breakwater.console.Answer;
import dev.breakwater.console.Answer.Download;
import dev.breakwater.console.Answer.Problem;
import dev.breakwater.console.Call;
import dev.breakwater.console.Role;
import dev.breakwater.console.User;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of an operator are served, and which are not. */
class MapPluginTest {
  private static final ReviewNumber NUMBER = new ReviewNumber("GS(2026)1234号");

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void write() throws IOException {
    root = Files.createDirectories(folder.resolve("map"));
    Files.createDirectories(root.resolve("tiles/10"));
    Files.writeString(root.resolve("map.js"), "export function draw() {}");
    Files.writeString(root.resolve("tiles/10/843.png"), "png");
    Files.writeString(root.resolve("notes.txt"), "own");
    Files.writeString(root.resolve(".hidden.js"), "own");
    Files.writeString(folder.resolve("secret.js"), "secret");
  }

  private MapPlugin opened() throws IOException {
    return MapPlugin.open(root, NUMBER);
  }

  private static Answer ask(MapPlugin map, String name) throws IOException {
    var user = new User("anna", Set.of(Role.OPERATOR));
    var call = new Call(user, Map.of("*", name), Map.of(), JsonNodeFactory.instance.objectNode());
    return map.route(Set.of(Role.OPERATOR)).handler().answer(call);
  }

  private static String type(Answer answer) {
    return answer instanceof Download download ? download.mediaType() : answer.toString();
  }

  @Test
  void directory_servesItsFilesOfKnownTypes_andNothingElse() throws Exception {
    MapPlugin map = opened();

    assertThat(type(ask(map, "map.js"))).isEqualTo("text/javascript; charset=utf-8");
    assertThat(type(ask(map, "tiles/10/843.png"))).isEqualTo("image/png");
    assertThat(map.size()).isEqualTo(2);
    for (String name :
        List.of(
            "",
            "notes.txt",
            ".hidden.js",
            "tiles",
            "tiles/10/",
            "/map.js",
            "./map.js",
            "tiles/../map.js",
            "../secret.js",
            "..",
            "map.js\0.png",
            folder + "/secret.js")) {
      assertThat(ask(map, name)).as(name).isInstanceOf(Problem.class);
    }
  }

  @Test
  void link_servesWhatIsBelowTheDirectory_asAMountedVolumeHasIt_andNothingOutside()
      throws Exception {
    Path version = Files.createDirectories(root.resolve("..2026"));
    Files.writeString(version.resolve("roads.json"), "{}");
    Files.createSymbolicLink(root.resolve("..data"), version);
    Files.createSymbolicLink(root.resolve("roads.json"), Path.of("..data/roads.json"));
    Files.createSymbolicLink(root.resolve("out.js"), folder.resolve("secret.js"));
    Files.createSymbolicLink(root.resolve("broken.js"), root.resolve("none.js"));
    Files.createSymbolicLink(root.resolve("all"), folder);
    MapPlugin map = opened();

    assertThat(type(ask(map, "roads.json"))).isEqualTo("application/json");
    for (String name : List.of("out.js", "broken.js", "all/secret.js", "..2026/roads.json")) {
      assertThat(ask(map, name)).as(name).isInstanceOf(Problem.class);
    }
  }

  @Test
  void moduleThatIsNamedItself_isServedAlone() throws Exception {
    MapPlugin map = MapPlugin.open(folder.resolve("secret.js"), NUMBER);

    assertThat(map.offer().module()).isEqualTo("/api/map/secret.js");
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void module_thatIsMissing_orNoModule_orOutside_isNamed() throws Exception {
    assertThatThrownBy(() -> MapPlugin.open(folder.resolve("none.js"), NUMBER))
        .hasMessage(folder + "/none.js: no module of a map is there");
    assertThatThrownBy(() -> MapPlugin.open(root.resolve("tiles"), NUMBER))
        .hasMessage(root + "/tiles/map.js: no module of a map is there");
    assertThatThrownBy(() -> MapPlugin.open(root.resolve("notes.txt"), NUMBER))
        .hasMessageContaining("has a plain name that ends in .js");
    Files.delete(root.resolve("map.js"));
    Files.createSymbolicLink(root.resolve("map.js"), folder.resolve("secret.js"));
    assertThatThrownBy(this::opened).hasMessage(root + "/map.js: leads out of its directory");
  }

  @Test
  void file_largerThanTheLimit_stopsTheStart_andOneThatHasGrownIsNotServed() throws Exception {
    MapPlugin map = opened();
    try (var file = new RandomAccessFile(root.resolve("tiles/10/843.png").toFile(), "rw")) {
      file.setLength(MapPlugin.MAX_FILE_BYTES + 1L);
    }

    assertThatThrownBy(() -> ask(map, "tiles/10/843.png")).isInstanceOf(IOException.class);
    assertThatThrownBy(this::opened).hasMessageContaining("843.png: larger than 8388608 bytes");
  }

  @Test
  void directory_withMoreFilesThanAreServed_stopsTheStart() throws Exception {
    for (int i = 0; i < MapPlugin.MAX_FILES; i++) {
      Files.createFile(root.resolve("tiles/t" + i));
    }
    assertThatThrownBy(this::opened).hasMessage(root + ": more than 20000 files");
  }
}
