package dev.breakwater.console.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VerifierScriptTest {
  private final String script =
      new String(VerifierScript.module().toArray(), StandardCharsets.UTF_8);

  @Test
  void module_hasWhateverItExports_andEveryStepThatPagesShow() {
    List<String> exported =
        List.of(
            script
                .substring(script.lastIndexOf("export {") + 8, script.lastIndexOf('}'))
                .split(","));
    for (String name : exported) {
      String declared = "\\b(class|function|const) " + Pattern.quote(name.strip()) + "\\b";
      assertThat(script).containsPattern(declared);
    }
    assertThat(script)
        .contains("seen(\"checkpoint\"", "seen(\"signature\"", "seen(\"leaf\"", "seen(\"root\"");
  }

  @Test
  void module_hasArithmeticAlone_andNothingOfThePage() {
    assertThat(script).doesNotContain("document.", "WORDS", "innerHTML", "fetch(");
  }
}
