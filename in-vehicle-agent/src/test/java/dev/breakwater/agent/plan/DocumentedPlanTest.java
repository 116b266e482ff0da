package dev.breakwater.agent.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.capture.can.CanSignals;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/capture.md} shows is what the readers take. */
class DocumentedPlanTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void examples_ofTheManual_areRead() throws Exception {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/capture.md")));

    assertThat(blocks.find()).isTrue();
    String dbc = "BO_ 291 Motion: 8 X\n SG_ Speed : 0|16@1+ (0.01,0) [0|1] \"\" X\n";
    assertThat(CanSignals.load(utf8(blocks.group(1)), "map", utf8(dbc), "dbc").paths())
        .containsExactly("Vehicle.Speed");
    assertThat(blocks.find()).isTrue();
    assertThat(CollectionPlan.load(utf8(blocks.group(1)), "plan", Catalog.cn()).id())
        .isEqualTo("hard-braking");
    assertThat(blocks.find()).isFalse();
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(UTF_8));
  }
}
