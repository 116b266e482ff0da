package dev.breakwater.console.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file of the page, whoever wrote it. */
class WebFilesTest {
  private static final Path WEB = Path.of("src/main/resources/web");

  /** Each of these makes markup or code of text. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|parseFromString"
              + "|setHTML|createContextualFragment|\\beval\\(|new Function|srcdoc|javascript:");

  private static final Pattern OTHER_HOST =
      Pattern.compile("(?:https?:)?//(?!www\\.w3\\.org/)[a-z0-9-]+\\.[a-z]");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(WEB)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void script_neverMakesMarkupOfText_andNamesNoOtherHost() throws IOException {
    assertThat(files(".js")).hasSizeGreaterThan(10);
    for (String ending : List.of(".js", ".css", ".html", ".svg")) {
      for (Path file : files(ending)) {
        String text = Files.readString(file);
        assertThat(text).as(file.toString()).doesNotContainPattern(MARKUP);
        assertThat(text).as(file.toString()).doesNotContainPattern(OTHER_HOST);
      }
    }
  }

  @Test
  void page_hasNoInlineScriptOrStyle() throws IOException {
    String html = Files.readString(WEB.resolve("index.html"));

    assertThat(html)
        .doesNotContain("style=", "<style", "onclick")
        .doesNotContainPattern("<script[^>]*>[^<]");
    for (Path file : files(".js")) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern("\\bstyle: *[`'\"]|setAttribute\\('style'");
    }
  }

  @Test
  void texts_ofAllLanguages_haveTheSameKeysAndPlaceholders() throws IOException {
    Map<String, Set<String>> english = texts("en");

    assertThat(english).containsKey("shell.json/sign-in");
    assertThat(texts("zh")).isEqualTo(english);
    assertThat(texts("ja")).isEqualTo(english);
  }

  /** Returns the placeholders of each key of each file. */
  private static Map<String, Set<String>> texts(String language) throws IOException {
    Map<String, Set<String>> texts = new TreeMap<>();
    for (Path file : files(".json")) {
      if (!file.startsWith(WEB.resolve("text").resolve(language))) {
        continue;
      }
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      root.properties()
          .forEach(
              entry -> {
                assertThat(entry.getValue().asText())
                    .as("%s %s", file, entry.getKey())
                    .isNotBlank();
                Set<String> found = new HashSet<>();
                PLACEHOLDER
                    .matcher(entry.getValue().asText())
                    .results()
                    .forEach(r -> found.add(r.group()));
                texts.put(file.getFileName() + "/" + entry.getKey(), found);
              });
    }
    return texts;
  }

  @Test
  void file_isFoundByItsNameAlone() throws IOException {
    var files = new WebFiles();

    assertThat(files.find("console.css")).isPresent();
    for (String name :
        List.of(
            "../logback.xml", "text/../app.js", "app", "", "App.js", "app.js/", "pages/none.js")) {
      assertThat(files.find(name)).as(name).isEmpty();
    }
  }
}
