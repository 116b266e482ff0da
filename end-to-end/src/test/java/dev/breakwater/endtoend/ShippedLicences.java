package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The licences beside jars that are shipped. */
final class ShippedLicences {
  private ShippedLicences() {}

  /** Each jar has its line, and a text that it contains is beside it as it is in the jar. */
  static void assertComplete(Path lib, Path directory) throws IOException {
    assertThat(directory.resolve("LICENSE"))
        .hasSameBinaryContentAs(Product.repository().resolve("LICENSE"));
    Path licences = directory.resolve("licences");
    List<String> lines = Files.readAllLines(licences.resolve("licences.txt"));
    List<Path> jars;
    try (Stream<Path> files = Files.list(lib)) {
      jars = files.filter(each -> each.toString().endsWith(".jar")).toList();
    }
    assertThat(jars).hasSizeGreaterThan(10).hasSameSizeAs(lines);
    for (Path path : jars) {
      String name = path.getFileName().toString().replaceFirst("\\.jar$", "");
      assertThat(lines)
          .filteredOn(line -> line.startsWith(name + " | "))
          .singleElement()
          .asString()
          .matches(".* \\| .+ \\| .+");
      try (var jar = new JarFile(path.toFile())) {
        for (String text : List.of("LICENSE", "NOTICE", "LICENSE.txt", "NOTICE.txt")) {
          var entry = jar.getEntry("META-INF/" + text);
          if (entry != null) {
            try (var in = jar.getInputStream(entry)) {
              assertThat(licences.resolve(name).resolve("META-INF." + text))
                  .hasBinaryContent(in.readAllBytes());
            }
          }
        }
      }
    }
  }
}
