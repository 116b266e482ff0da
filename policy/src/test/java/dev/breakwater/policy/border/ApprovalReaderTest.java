package dev.breakwater.policy.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.policy.rule.CategoryPattern;
import dev.breakwater.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalReaderTest {
  @Test
  void load_file_isReadInItsOrder() throws Exception {
    Bytes yaml = AuthorsFile.bytes("approvals.yaml");

    List<Approval> approvals = Approval.load(yaml, "approvals.yaml", AuthorsFile.groups());

    assertThat(approvals)
        .extracting(Approval::number)
        .containsExactly("数据出境评估〔2026〕001", "SCC-310000-2026-0001");
    Approval first = approvals.get(0);
    assertThat(first.kind()).isEqualTo(ApprovalKind.ASSESSMENT);
    assertThat(first.recipient()).isEqualTo(new Recipient("Example GmbH", "DE"));
    assertThat(first.categories())
        .containsExactly(
            new CategoryPattern("exterior.clip.*"), new CategoryPattern("vehicle.energy"));
    assertThat(first.purposes()).containsExactly("incident.review", "warranty");
    assertThat(first.persons()).isEqualTo(50_000);
    assertThat(first.valid().from()).isEqualTo("2026-02-28T16:00:00Z");
    assertThat(first.valid().until()).isEqualTo("2029-02-28T16:00:00Z");
  }

  @Test
  void load_brokenFile_namesEveryPlaceAtOnce() {
    Bytes yaml = AuthorsFile.bytes("approvals-mistakes.yaml");
    ExporterGroups groups = AuthorsFile.groups();

    assertThat(AuthorsFile.problems(() -> Approval.load(yaml, "approvals-mistakes.yaml", groups)))
        .isEqualTo(AuthorsFile.text("approvals-mistakes.txt"));
  }

  @Test
  void load_moreThanTheLimit_isRefused() {
    String text = "approvals: [" + "a,".repeat(10_000) + "a]";
    Bytes yaml = Bytes.of(text.getBytes(StandardCharsets.UTF_8));

    assertThat(AuthorsFile.problems(() -> Approval.load(yaml, "a.yaml", AuthorsFile.groups())))
        .contains("10001 elements; the limit is 10000");
  }
}
