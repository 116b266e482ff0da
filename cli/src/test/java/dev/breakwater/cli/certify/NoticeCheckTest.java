package dev.breakwater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The notice has seven items in each language (Auto Provisions Art. 7, CAAM item 4)")
class NoticeCheckTest {
  @TempDir Path directory;

  private CheckResult check() throws IOException {
    return new NoticeCheck(directory.resolve("evidence"), directory.resolve("notice")).run();
  }

  @Test
  void notice_ofNoMaker_isNotTested() throws Exception {
    CheckResult result = check();

    assertThat(result.verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(result.details().get(0)).contains("there is no notice");
  }

  @Test
  void notice_complete_passesWithWhatIsShown() throws Exception {
    copyExample();

    CheckResult result = check();

    assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.evidence()).hasSize(3);
    assertThat(result.details())
        .hasSize(3)
        .allMatch(detail -> detail.contains("7 of 7 items") && detail.contains("head-unit"));
    assertThat(directory.resolve("evidence/notice.en.shown.json")).content().contains("contact");
  }

  @Test
  void notice_withoutAContact_fails() throws Exception {
    copyExample();
    Path file = directory.resolve("notice/notice.en.json");
    Files.writeString(file, Files.readString(file).replace("\"contact\"", "\"nobody\""));

    CheckResult result = check();

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.details().get(0)).contains("items.contact.text is missing");
  }

  private void copyExample() throws IOException {
    Files.createDirectories(directory.resolve("notice"));
    for (NoticeLanguage language : NoticeLanguage.values()) {
      String name = Notices.fileName(language);
      try (var in = Notices.class.getResourceAsStream(name)) {
        Files.write(directory.resolve("notice").resolve(name), in.readAllBytes());
      }
    }
  }
}
