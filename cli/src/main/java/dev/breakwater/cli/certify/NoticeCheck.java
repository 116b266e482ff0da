package dev.breakwater.cli.certify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeItem;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Notices;
import dev.breakwater.cli.certify.CheckResult.Evidence;
import dev.breakwater.cli.certify.CheckResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The notice tells all seven items in each language, in the car itself (Auto Provisions Art. 7,
 * GB/T 44464-2024 §5.2.1, item 4 of the four requirements). What the texts say is for people to
 * judge; they are part of the evidence.
 */
public final class NoticeCheck {
  public static final String NAME = "notice";

  private static final String CLAUSE =
      "Auto Provisions Art. 7; PIPL Art. 17, 30; GB/T 44464-2024 §5.2.1; CAAM four requirements,"
          + " item 4";
  private static final List<String> CHANNELS = List.of("head-unit");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;
  private final Path notices;
  private final List<String> details = new ArrayList<>();

  /**
   * @param directory for the evidence
   * @param notices directory of the maker's notice; need not exist
   */
  public NoticeCheck(Path directory, Path notices) {
    this.directory = directory;
    this.notices = notices;
  }

  /** Makes the check; without the notice of a maker there is nothing to test. */
  public CheckResult run() throws IOException {
    Files.createDirectories(directory);
    if (Files.notExists(notices)) {
      details.add("there is no notice in " + notices + "; this is about the example");
      return result(Notices.example(), Verdict.NOT_TESTED);
    }
    try {
      return result(Notices.read(notices), Verdict.PASS);
    } catch (IOException e) {
      details.add(String.valueOf(e.getMessage()));
      return new CheckResult(NAME, List.of("V6"), CLAUSE, Verdict.FAIL, List.of(), details);
    }
  }

  private CheckResult result(Notices read, Verdict verdict) throws IOException {
    List<Evidence> evidence = new ArrayList<>();
    for (NoticeLanguage language : NoticeLanguage.values()) {
      Notice notice = read.in(language);
      Path file = directory.resolve("notice." + language.tag() + ".shown.json");
      Files.write(file, JSON.writeValueAsBytes(shown(notice)));
      evidence.add(Evidence.of(directory, file));
      details.add(
          "%s: version %s, %d of %d items, %d purposes, SHA-256 %s, shown on %s"
              .formatted(
                  language.tag(),
                  notice.version(),
                  notice.items().size(),
                  NoticeItem.values().length,
                  notice.purposes().size(),
                  notice.digest(),
                  String.join(", ", CHANNELS)));
    }
    return new CheckResult(NAME, List.of("V6"), CLAUSE, verdict, evidence, details);
  }

  private static ObjectNode shown(Notice notice) {
    ObjectNode shown = JSON.createObjectNode();
    shown.put("language", notice.language().tag()).put("version", notice.version());
    shown.put("digest", notice.digest().hex()).put("title", notice.title());
    ObjectNode items = shown.putObject("items");
    for (NoticeItem item : NoticeItem.values()) {
      items.putPOJO(item.id(), notice.item(item));
    }
    return shown;
  }
}
