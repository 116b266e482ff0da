package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All real clips, one drive after the other on the same data. */
@Tag("soak")
class EveryClipTest {
  @TempDir Path data;

  @Test
  void everyRealClip_givesAGoodVerdict() throws IOException, InterruptedException {
    var folder = Product.vision("dev/videos");
    assumeTrue(folder.isPresent(), "../shared/vision is absent: there are no real clips");
    List<Path> clips;
    try (Stream<Path> files = Files.list(folder.get())) {
      clips = files.sorted().toList();
    }
    assertThat(clips).isNotEmpty();
    for (Path clip : clips) {
      var run =
          Product.run(
              "demo",
              "--exit",
              "--port",
              "0",
              "--data",
              data.toString(),
              "--video",
              clip.toString());
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
    assertThat(Product.summary(data).at("/clips")).hasSize(clips.size());
  }
}
