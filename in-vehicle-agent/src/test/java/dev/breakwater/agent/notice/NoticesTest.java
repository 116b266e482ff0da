package dev.breakwater.agent.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The seven items of the notice (Auto Provisions Art. 7, GB/T 44464-2024 §5.2.1)")
class NoticesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(NoticeLanguage.class)
  void example_everyLanguage_tellsAllSevenItemsAndEveryPurpose(NoticeLanguage language) {
    Notice notice = Notices.example().in(language);

    assertThat(NoticeItem.values()).hasSize(7);
    assertThat(notice.items()).containsOnlyKeys(NoticeItem.values());
    assertThat(notice.purposes()).containsOnlyKeys(Purpose.values());
    assertThat(notice.version()).isEqualTo(Notices.example().in(NoticeLanguage.ZH).version());
  }

  @Test
  void notice_digest_isThatOfTheFile() throws Exception {
    copyExample();

    Notice notice = Notices.read(directory).in(NoticeLanguage.ZH);

    Path file = directory.resolve("notice.zh.json");
    assertThat(notice.digest()).isEqualTo(Digest.of(Files.readAllBytes(file)));
  }

  @ParameterizedTest
  @EnumSource(NoticeItem.class)
  void notice_withoutAnItem_isRefused(NoticeItem item) throws Exception {
    copyExample();
    replace("notice.ja.json", "\"" + item.id() + "\"", "\"x\"");

    assertThatThrownBy(() -> Notices.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notice.ja.json")
        .hasMessageContaining("items." + item.id() + ".text is missing");
  }

  @Test
  void notice_twoThingsMissing_areToldTogether() throws Exception {
    copyExample();
    replace("notice.en.json", "\"types\"", "\"x\"");
    replace("notice.en.json", "\"charging\"", "\"y\"");

    assertThatThrownBy(() -> Notices.read(directory))
        .hasMessageContaining("items.types.title is missing")
        .hasMessageContaining("purposes.charging.why is missing");
  }

  @Test
  void notice_languagesOfTwoVersions_areRefused() throws Exception {
    copyExample();
    replace("notice.en.json", "2026-11", "2026-12");

    assertThatThrownBy(() -> Notices.read(directory)).hasMessageContaining("different versions");
  }

  @Test
  void notice_fileOverTheLimit_isRefused() throws Exception {
    copyExample();
    Files.write(directory.resolve("notice.zh.json"), new byte[Notices.MAX_BYTES + 1]);

    assertThatThrownBy(() -> Notices.read(directory)).hasMessageContaining("larger than");
  }

  @Test
  void notice_noJson_isRefused() throws Exception {
    copyExample();
    Files.writeString(directory.resolve("notice.zh.json"), "{\"language\": ");

    assertThatThrownBy(() -> Notices.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not JSON");
  }

  @Test
  @DisplayName("PIPL Art. 29: each purpose is consented to apart")
  void purposes_categories_belongToOnePurposeEach() {
    Set<String> seen = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (String category : purpose.categories()) {
        assertThat(seen.add(category)).as(category).isTrue();
        assertThat(Arrays.stream(Purpose.values()).filter(other -> other.covers(category)).toList())
            .containsExactly(purpose);
      }
    }
  }

  @Test
  @DisplayName("CAAM item 3: of the cabin, only the list may be processed outside")
  void purposes_cabinDataOutsideTheCar_isTheListAlone() {
    assertThat(
            Arrays.stream(Purpose.values())
                .filter(purpose -> purpose.grants().contains(State.YES))
                .flatMap(purpose -> purpose.categories().stream())
                .filter(category -> category.startsWith("cabin.")))
        .containsExactly("cabin.voice", "cabin.remote-view", "cabin.cloud-recording");
  }

  private void copyExample() throws IOException {
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = Notices.fileName(language);
      try (var in = Notices.class.getResourceAsStream(name)) {
        Files.write(directory.resolve(name), in.readAllBytes());
      }
    }
  }

  private void replace(String file, String text, String by) throws IOException {
    Path path = directory.resolve(file);
    Files.writeString(path, Files.readString(path).replace(text, by));
  }
}
